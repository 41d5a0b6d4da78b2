"""`mcdeploy rollback`: go back to an earlier release."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.commands.apply import landed
from mcdeploy.cli.console import Console
from mcdeploy.cli.each import each
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument(
        "--to",
        metavar="RELEASE",
        help="a release that `history` lists, or how its name begins (the one before the live one)",
    )


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            outcome = deployment.listening(listener).rollback(args.to)
        return landed(outcome, args, console)

    return each(args, console, work)


ROLLBACK = Command(
    name="rollback",
    summary="go back to an earlier release",
    description="Move every target's pointer back to an earlier release, which is a move like any"
    " other: a new epoch, an old release. Trains nothing.",
    arguments=arguments,
    run=run,
)
