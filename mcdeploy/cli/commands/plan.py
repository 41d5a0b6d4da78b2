"""`mcdeploy plan`: what an apply would do and cost."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from shlex import quote

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.each import each
from mcdeploy.cli.files import write
from mcdeploy.cli.manifests import load
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import plan as shown
from mcdeploy.deployment import Deployment
from mcdeploy.domain import Plan
from mcdeploy.errors import ExitCode, UsageError


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=options.named,
        metavar="FILE",
        help="save the plan, for `apply --plan FILE`",
    )
    options.verify(parser)
    options.waiver(parser)
    options.detailed(parser, "is something to do")


def run(args: Namespace, console: Console) -> int:
    if args.output is not None:
        _one_deployment(args.manifest)
    waiver = options.waived(args)

    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            plan = deployment.listening(listener).plan(waiver, verify=args.verify)
        return _planned(plan, args, console)

    return each(args, console, work)


def _planned(plan: Plan, args: Namespace, console: Console) -> Result:
    from mcdeploy.plan import document, encode

    console.say(shown.lines(plan, console.paint))
    if args.output is not None:
        write(args.output, encode(plan))
        console.say([f"saved to {args.output}: {_next(args)}"])
    todo = bool(plan.waiting) or not plan.empty
    code = ExitCode.CHANGES if args.detailed_exitcode and todo else ExitCode.DONE
    return Result(document(plan), code)


def _next(args: Namespace) -> str:
    """The command that carries the saved plan out."""
    verify = " --verify" if args.verify else ""
    waiver = f" --allow-failed-gates {quote(args.waiver)}" if args.waiver else ""
    return f"mcdeploy apply {options.where(args)} --plan {args.output}{verify}{waiver}"


def _one_deployment(manifest: Path) -> None:
    if (count := len(load(manifest))) != 1:
        raise UsageError(
            "--output",
            f"a saved plan is for one deployment, and {manifest} holds {count}",
            remedy="name the file of one deployment",
        )


PLAN = Command(
    name="plan",
    summary="show what an apply would do and cost; writes nothing",
    description="Show what an apply would do now, and what it would cost: once, and a month."
    " The model is trained and evaluated on this machine; nothing is written to any target.",
    arguments=arguments,
    run=run,
)
