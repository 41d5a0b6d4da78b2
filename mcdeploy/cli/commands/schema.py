"""`mcdeploy schema`: the JSON Schema of a manifest."""

import json
from argparse import ArgumentParser, Namespace

from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.options import output
from mcdeploy.deployment import schema
from mcdeploy.errors import ExitCode


def arguments(parser: ArgumentParser) -> None:
    output(parser)


def run(args: Namespace, console: Console) -> int:
    del args
    console.give(json.dumps(schema(), indent=2, ensure_ascii=False) + "\n")
    return ExitCode.DONE


SCHEMA = Command(
    name="schema",
    summary="print the JSON Schema of a manifest",
    description="Print the JSON Schema of a manifest on stdout, with the keys of every provider"
    " that is installed: for an editor that completes and checks YAML.",
    arguments=arguments,
    run=run,
)
