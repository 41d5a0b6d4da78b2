"""The whole program: its commands, and what happens from argv to the exit code."""

import os
import sys
from argparse import Namespace
from collections.abc import Sequence

from mcdeploy.cli import failure
from mcdeploy.cli.commands.apply import APPLY
from mcdeploy.cli.commands.completion import COMPLETION
from mcdeploy.cli.commands.cost import COST
from mcdeploy.cli.commands.destroy import DESTROY
from mcdeploy.cli.commands.evaluate import EVALUATE
from mcdeploy.cli.commands.fetch import FETCH
from mcdeploy.cli.commands.history import HISTORY
from mcdeploy.cli.commands.init import INIT
from mcdeploy.cli.commands.keys import KEYS
from mcdeploy.cli.commands.package import PACKAGE
from mcdeploy.cli.commands.plan import PLAN
from mcdeploy.cli.commands.prices import PRICES
from mcdeploy.cli.commands.report import REPORT
from mcdeploy.cli.commands.rollback import ROLLBACK
from mcdeploy.cli.commands.route import ROUTE
from mcdeploy.cli.commands.sandbox import SANDBOX
from mcdeploy.cli.commands.schema import SCHEMA
from mcdeploy.cli.commands.status import STATUS
from mcdeploy.cli.commands.validate import VALIDATE
from mcdeploy.cli.commands.verify import VERIFY
from mcdeploy.cli.console import Console, Unwritten, console
from mcdeploy.cli.parser import parser
from mcdeploy.cli.results import finish
from mcdeploy.errors import McdeployError, UsageError

COMMANDS = (
    INIT,
    VALIDATE,
    SCHEMA,
    EVALUATE,
    PACKAGE,
    PLAN,
    APPLY,
    STATUS,
    HISTORY,
    ROLLBACK,
    DESTROY,
    REPORT,
    ROUTE,
    FETCH,
    COST,
    PRICES,
    VERIFY,
    KEYS,
    SANDBOX,
    COMPLETION,
)


def run(argv: Sequence[str]) -> int:
    """Run one command. Nothing but `SystemExit` of `--help` and `--version` leaves it."""
    words = list(argv)
    try:
        args = parser(COMMANDS).parse_args(words)
    except UsageError as error:
        told = console(json="--json" in words)
        return finish(told, "mcdeploy", [failure.expected(error, told)])
    return _carry_out(args)


def _carry_out(args: Namespace) -> int:
    told = console(json=args.json, quiet=args.quiet, verbose=args.verbose)
    try:
        return _attempt(args, told)
    except KeyboardInterrupt:
        return failure.interrupted(told, args.command)
    except BrokenPipeError:
        return _nobody_reads()
    except Unwritten as error:
        failure.unwritten(error, told)
        return _nobody_reads()


def _attempt(args: Namespace, told: Console) -> int:
    try:
        return int(args.run(args, told))
    except McdeployError as error:
        return finish(told, args.command, [failure.expected(error, told)])
    except (BrokenPipeError, Unwritten):
        raise
    except Exception as error:  # noqa: BLE001 - the last one who can say it in words
        return finish(told, args.command, [failure.unexpected(error, told)])


def _nobody_reads() -> int:
    """The reader of stdout went away; Python would complain once more when it flushes."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
