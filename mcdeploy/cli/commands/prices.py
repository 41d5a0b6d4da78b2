"""`mcdeploy prices`: what the providers ask."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import prices as document
from mcdeploy.cli.results import Result, finish
from mcdeploy.cli.show import prices as shown
from mcdeploy.errors import ExitCode

if TYPE_CHECKING:
    from mcdeploy.operations.refresh_prices import Refreshed


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "clouds",
        nargs="*",
        metavar="CLOUD",
        help="aws, azure, gcp: whose prices are taken (all); gcp needs GOOGLE_API_KEY",
    )
    options.output(parser)


def refresh(args: Namespace, console: Console) -> int:
    from mcdeploy import deployment

    console.say(["Asking the providers: AWS's price lists alone are hundreds of MB."])
    found = deployment.refresh_prices(*args.clouds)
    console.say(shown.lines(found, console.paint))
    return finish(console, args.command, [Result(document.document(found), _code(found))])


def _code(found: "Refreshed") -> ExitCode:
    if not found.kept:
        return ExitCode.DONE
    return ExitCode.PARTIAL if found.taken else ExitCode.ERROR


def _nothing(parser: ArgumentParser) -> None:
    del parser


PRICES = Command(
    name="prices",
    summary="take today's prices from the providers",
    description="The prices by which plans and bills are reckoned.",
    arguments=_nothing,
    run=None,
    below=(
        Command(
            "refresh",
            "take today's prices from the providers",
            "Take prices from the three public price APIs into a file of yours, which from then on"
            " comes before the prices that this version came with. Says what changed. A cloud that"
            " does not answer keeps its old prices: exit code 3.",
            arguments,
            refresh,
        ),
    ),
)
