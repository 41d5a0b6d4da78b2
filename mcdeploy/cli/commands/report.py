"""`mcdeploy report`: the evaluation of the live release; `report diff`: that of two."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import fetched as document
from mcdeploy.cli.documents import report_diff as difference
from mcdeploy.cli.each import each
from mcdeploy.cli.humane import short
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import report_diff as shown
from mcdeploy.deployment import Deployment

FOLDER = Path("report")
PAGE = "evaluation/report.html"


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    options.folder(parser, FOLDER)
    parser.add_argument("--open", action="store_true", help="show it in the browser")


def run(args: Namespace, console: Console) -> int:
    folder = options.folder_of(args)

    def work(deployment: Deployment) -> Result:
        fetched = deployment.report(folder(deployment.manifest.name))
        page = fetched.folder / PAGE
        console.say([f"{fetched.deployment} {short(fetched.release)}: {page}"])
        if args.open:
            _open(page, console)
        return Result(document.document(fetched))

    return each(args, console, work)


def _open(page: Path, console: Console) -> None:
    import webbrowser

    if not webbrowser.open(page.resolve().as_uri()):
        console.insist([f"No browser could be opened; BROWSER may name one. The page is {page}"])


def _diff_arguments(parser: ArgumentParser) -> None:
    named = "a release that `history` lists, or how its name begins, or `live`"
    parser.add_argument("before", metavar="RELEASE", help=named)
    parser.add_argument("after", metavar="RELEASE", help="the one to compare with it")
    options.targets(parser)


def diff(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            found = deployment.listening(listener).report_diff(args.before, args.after)
        console.say(shown.lines(found, console.paint))
        return Result(difference.document(found))

    return each(args, console, work)


REPORT = Command(
    name="report",
    summary="bring the evaluation report of the live release here, or compare two releases",
    description="Bring the evaluation report of the live release here: a page, JSON, a model card,"
    " the gates for CI, the predictions.",
    arguments=arguments,
    run=run,
    below=(
        Command(
            "diff",
            "compare the evaluations of two releases",
            "Compare the evaluations of two releases, metric by metric, with intervals: paired"
            " where both answered the same rows. Says what else changed: rows, classes, gates,"
            " lineage.",
            _diff_arguments,
            diff,
        ),
    ),
)
