"""`mcdeploy evaluate`: what is the model worth?"""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.cli import failure, options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import evaluated as document
from mcdeploy.cli.each import each
from mcdeploy.cli.manifests import load
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result, finish
from mcdeploy.cli.show import evaluated as shown
from mcdeploy.deployment import Deployment, evaluate
from mcdeploy.errors import ExitCode, GateFailed, UsageError

if TYPE_CHECKING:
    from mcdeploy.operations.evaluated import Evaluated

FOLDER = Path("report")
TABLES = (".csv", ".tsv", ".parquet", ".csv.gz", ".tsv.gz")
"""How the names of files end that hold predictions, and no manifest."""
MANIFESTS = (".yaml", ".yml")
OPTIONS = {"--label": "label", "--positive": "positive", "--group": "groups", "--ignore": "ignored"}
"""Those that a manifest has keys for."""


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser, f"a manifest ({options.MANIFEST}), or a CSV or Parquet file of what"
                    " somebody else's model said")  # fmt: skip
    options.folder(parser, FOLDER)
    options.waiver(parser)
    predictions = parser.add_argument_group("for a file of predictions")
    predictions.add_argument("--label", metavar="COLUMN", help="the true class of each row (label)")
    predictions.add_argument(
        "--positive", metavar="CLASS", help="of two classes the one that is looked for"
    )
    predictions.add_argument(
        "--group",
        dest="groups",
        action="append",
        metavar="COLUMN",
        help="a column by whose groups fairness is judged (may be given more than once)",
    )
    predictions.add_argument(
        "--ignore",
        dest="ignored",
        action="append",
        metavar="COLUMN",
        help="a column that is not looked at, such as ids (may be given more than once)",
    )


def run(args: Namespace, console: Console) -> int:
    if args.manifest.name.lower().endswith(TABLES):
        return _predictions(args, console)
    if not (args.manifest.name.lower().endswith(MANIFESTS) or args.manifest.is_dir()):
        raise UsageError(
            str(args.manifest),
            "its name does not tell what it is",
            remedy=f"predictions are {', '.join(TABLES[:2])} or {TABLES[2]}; a manifest is"
            f" {MANIFESTS[0]}, or a folder of such files",
        )
    for option, dest in OPTIONS.items():
        if getattr(args, dest) is not None:
            raise UsageError(
                option,
                f"is for a file of predictions, and {args.manifest} is a manifest",
                remedy="the manifest says it itself: `mcdeploy schema` has the keys",
            )
    return _deployments(args, console)


def _deployments(args: Namespace, console: Console) -> int:
    folder, waiver = options.folder_of(args), options.waived(args)

    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            into = folder(deployment.manifest.name)
            evaluated = deployment.listening(listener).evaluate(into, waiver)
        return _told(evaluated, console)

    return each(args, console, work, asks=any(map(_compares, load(args.manifest))))


def _compares(deployment: Deployment) -> bool:
    """Whether a gate asks the targets what is live."""
    return any(gate.not_worse_than for gate in deployment.manifest.criteria.gates)


def _predictions(args: Namespace, console: Console) -> int:
    if args.waiver is not None:
        raise UsageError(
            "--allow-failed-gates", "there are no gates: these are predictions, not a manifest"
        )
    if args.sandbox:
        raise UsageError(
            "--sandbox", "is for a manifest: nobody is asked about predictions in a file"
        )
    with Meanwhile(console) as listener:
        evaluated = evaluate(
            args.manifest,
            args.output,
            label=args.label or "label",
            positive=args.positive,
            groups=tuple(args.groups or ()),
            ignored=tuple(args.ignored or ()),
            listener=listener,
        )
    return finish(console, args.command, [_told(evaluated, console)])


def _told(evaluated: "Evaluated", console: Console) -> Result:
    """A failed gate is an error, and yet there is a report."""
    from mcdeploy.evaluation import enforce

    console.say(shown.lines(evaluated, console.paint))
    try:
        enforce(evaluated.verdicts, evaluated.waiver)
    except GateFailed as error:
        failure.expected(error, console, evaluated.name)
        return Result(document.document(evaluated), ExitCode.ERROR)
    return Result(document.document(evaluated))


EVALUATE = Command(
    name="evaluate",
    summary="evaluate a model, or anybody's predictions, and write the report",
    description="Evaluate the model of a manifest, and hold it against its gates; or evaluate what"
    " somebody else's model said of rows that it had not seen. The report is written into a folder:"
    " a page, JSON, a model card, the gates for CI, the predictions. Moves nothing; exits with 1"
    " when a gate failed, and writes the report all the same.",
    arguments=arguments,
    run=run,
)
