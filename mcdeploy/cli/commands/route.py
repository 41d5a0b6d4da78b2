"""`mcdeploy route`: which target to read from."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import route as document
from mcdeploy.cli.each import each
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import route as shown
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    options.origin(parser)
    parser.add_argument(
        "--check", action="store_true", help="ask every target first whether it answers"
    )


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        route = deployment.route(args.origin, check=args.check)
        console.say(shown.lines(deployment.manifest.name, route, console.paint))
        return Result(document.document(deployment.manifest.name, route))

    return each(args, console, work, asks=args.check)


ROUTE = Command(
    name="route",
    summary="show which target a reader should use, why, and the order of the others",
    description="Show in which order a reader should try the targets, with the milliseconds and"
    " dollars behind it. Asks no target without --check.",
    arguments=arguments,
    run=run,
)
