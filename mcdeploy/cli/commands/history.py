"""`mcdeploy history`: what was released when."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import history as document
from mcdeploy.cli.each import each
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import history as shown
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        history = deployment.history()
        console.say(shown.lines(history, console.paint))
        return Result(document.document(history))

    return each(args, console, work)


HISTORY = Command(
    name="history",
    summary="show what was released when, and where",
    description="Show every move of the channel's pointer, oldest first: the union of what the"
    " targets remember.",
    arguments=arguments,
    run=run,
)
