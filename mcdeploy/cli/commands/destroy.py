"""`mcdeploy destroy`: take it away from every target."""

from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import destroyed as document
from mcdeploy.cli.each import each
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import destroyed as shown
from mcdeploy.deployment import Deployment
from mcdeploy.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from mcdeploy.operations.destroy import Approve
    from mcdeploy.release import Remains


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument("--yes", action="store_true", help="do not ask, delete")


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        name = deployment.manifest.name
        with Meanwhile(console) as listener:
            approve = _approve(name, console, yes=args.yes)
            destroyed = deployment.listening(listener).destroy(approve)
        console.say(shown.lines(destroyed, console.paint))
        refused = bool(destroyed.remains) and not destroyed.approved
        return Result(document.document(destroyed), ExitCode.ERROR if refused else ExitCode.DONE)

    return each(args, console, work)


def _approve(name: str, console: Console, *, yes: bool) -> "Approve":
    """Show what would be deleted; ask whoever is there. Raises `UsageError` when nobody is."""

    def approve(found: "tuple[Remains, ...]") -> bool:
        told = shown.remains(name, found, console.paint)
        if yes:
            console.say(told)
            return True
        console.insist(told)
        if not console.answers:
            raise UsageError(
                name, "nobody is here to be asked, nothing was deleted", remedy="say --yes"
            )
        return console.ask(f"Delete all of {name}, with its history?")

    return approve


DESTROY = Command(
    name="destroy",
    summary="delete a deployment from every target",
    description="Delete all that lies below the deployment's name on every target, pointers first:"
    " its releases and its history. Asks in a terminal; elsewhere it needs --yes.",
    arguments=arguments,
    run=run,
)
