"""`mcdeploy schema`: the JSON Schema of a manifest, or of a report."""

import json
from argparse import ArgumentParser, Namespace

from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.options import output
from mcdeploy.deployment import report_schema, schema
from mcdeploy.errors import ExitCode


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--report", action="store_true", help="that of report.json, not that of a manifest"
    )
    output(parser)


def run(args: Namespace, console: Console) -> int:
    whole = report_schema() if args.report else schema()
    console.give(json.dumps(whole, indent=2, ensure_ascii=False) + "\n")
    return ExitCode.DONE


SCHEMA = Command(
    name="schema",
    summary="print the JSON Schema of a manifest, or of a report",
    description="Print the JSON Schema of a manifest on stdout, with the keys of every provider"
    " that is installed: for an editor that completes and checks YAML. With --report that of"
    " report.json.",
    arguments=arguments,
    run=run,
)
