"""`mcdeploy status`: where does it stand?"""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import status as document
from mcdeploy.cli.each import each
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import status as shown
from mcdeploy.deployment import Deployment
from mcdeploy.errors import ExitCode


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    options.detailed(parser, "is drift")


def run(args: Namespace, console: Console) -> int:
    def work(deployment: Deployment) -> Result:
        status = deployment.status()
        console.say(shown.lines(status, options.where(args), console.paint))
        drift = args.detailed_exitcode and status.drifted
        return Result(document.document(status), ExitCode.CHANGES if drift else ExitCode.DONE)

    return each(args, console, work)


STATUS = Command(
    name="status",
    summary="show what is live on every target, and what has drifted",
    description="Ask every target what is live there, and whether it is still as it was released.",
    arguments=arguments,
    run=run,
)
