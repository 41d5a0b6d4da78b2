"""`mcdeploy report`: the evaluation of the live release."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import fetched as document
from mcdeploy.cli.each import each
from mcdeploy.cli.humane import short
from mcdeploy.cli.results import Result
from mcdeploy.deployment import Deployment

FOLDER = Path("report")
PAGE = "evaluation/report.html"


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        default=FOLDER,
        help=f"folder for the report ({FOLDER})",
    )
    parser.add_argument("--open", action="store_true", help="show it in the browser")


def run(args: Namespace, console: Console) -> int:
    folder = options.folder_of(args)

    def work(deployment: Deployment) -> Result:
        fetched = deployment.report(folder(deployment.manifest.name))
        page = fetched.folder / PAGE
        console.say([f"{fetched.deployment} {short(fetched.release)}: {page}"])
        if args.open:
            _open(page)
        return Result(document.document(fetched))

    return each(args, console, work)


def _open(page: Path) -> None:
    import webbrowser

    webbrowser.open(page.resolve().as_uri())


REPORT = Command(
    name="report",
    summary="bring the evaluation report of the live release here",
    description="Bring the evaluation report of the live release here, as a page and as JSON.",
    arguments=arguments,
    run=run,
)
