"""`mcdeploy apply`: make it so."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import outcome as document
from mcdeploy.cli.each import each
from mcdeploy.cli.files import read
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import outcome as shown
from mcdeploy.deployment import Deployment
from mcdeploy.domain import Outcome
from mcdeploy.errors import ExitCode


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument(
        "--plan",
        type=Path,
        metavar="FILE",
        help="carry out this plan, saved by `plan -o`, and nothing else; refused when it is stale",
    )
    options.verify(parser)
    options.waiver(parser)
    parser.add_argument(
        "--yes",
        action="store_true",
        help="ask nothing (an apply deletes nothing, so it never asks)",
    )


def run(args: Namespace, console: Console) -> int:
    saved = None if args.plan is None else read(args.plan)
    waiver = options.waived(args)

    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            outcome = deployment.listening(listener).apply(saved, waiver, verify=args.verify)
        return landed(outcome, args, console)

    return each(args, console, work)


def landed(outcome: Outcome, args: Namespace, console: Console) -> Result:
    """Tell where the model now answers from."""
    console.say(shown.lines(outcome, options.where(args), console.paint))
    if args.sandbox:
        console.say(["", "This was the sandbox: in production those are the URLs."])
    code = ExitCode.PARTIAL if outcome.partial else ExitCode.DONE
    return Result(document.document(outcome), code)


APPLY = Command(
    name="apply",
    summary="train, evaluate, package, land on every target, and release",
    description="Make it so: train or take the model, evaluate it, hold it against the gates,"
    " package it, land it on every target, verify it there, and move the pointers. Killed at any"
    " instant, the same command again finishes; done twice, the second time nothing is written.",
    arguments=arguments,
    run=run,
)
