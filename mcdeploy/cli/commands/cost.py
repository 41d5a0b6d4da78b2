"""`mcdeploy cost`: what the deployment costs a month."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import cost as document
from mcdeploy.cli.each import each
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import cost as shown
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        bill = deployment.cost()
        console.say(shown.lines(bill, console.paint))
        return Result(document.document(bill))

    return each(args, console, work)


COST = Command(
    name="cost",
    summary="show what the deployment costs a month, like a bill",
    description="Show what the deployment costs a month as it lies on the targets now: storage, and"
    " the reads that the manifest's `traffic` expects. Each line says its price, where that stands"
    " and since when. Trains nothing, writes nothing.",
    arguments=arguments,
    run=run,
)
