"""From the commands to a parser."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NoReturn

from mcdeploy import __version__
from mcdeploy.cli.command import Command
from mcdeploy.errors import UsageError

DESCRIPTION = """\
Declare a model, the evaluation it must pass, and the clouds it must live in; make it so.
"""
EPILOG = """\
exit codes:
  0 done   1 error   2 changes or drift, with --detailed-exitcode   3 partial: run it again
  4 conflict: somebody else moved it   5 integrity: bytes are not what they should be

environment:
  MCDEPLOY_SANDBOX=1   as --sandbox      MCDEPLOY_HOME   where the sandbox keeps its data
  NO_COLOR=1           no colour

All that people read is on stderr; stdout has only what programs read.
"""


class Parser(ArgumentParser):
    """An argument parser whose mistakes are errors like any other. A command that does something
    itself may have commands below: they are told from its arguments by the first word."""

    below: Mapping[str, "Parser"] = MappingProxyType({})

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        first, *others = args or [""]
        if first in self.below:
            return self.below[first].parse_known_args(others, namespace)
        return super().parse_known_args(args, namespace)

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.prog, message, remedy=f"see `{self.prog} --help`")


class Mixed(Parser):
    """Its options may stand between its arguments, of which the last may be left out: argparse
    takes that one for left out as soon as an option comes, unless it is asked twice."""

    mixing = False

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Namespace | None = None
    ) -> tuple[Namespace, list[str]]:
        if self.mixing:
            return super().parse_known_args(args, namespace)
        self.mixing = True
        try:
            return self.parse_known_intermixed_args(args, namespace)
        finally:
            self.mixing = False


def parser(commands: Iterable[Command]) -> Parser:
    """The program's parser; what it parses has `command`, its name, and `run`."""
    whole = Parser(
        prog="mcdeploy",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    whole.add_argument("--version", action="version", version=f"mcdeploy {__version__}")
    _add(whole, commands, above="")
    return whole


def _add(parser: ArgumentParser, commands: Iterable[Command], above: str) -> None:
    below = parser.add_subparsers(
        title="commands", metavar="COMMAND", required=True, parser_class=Parser
    )
    for command in commands:
        one = below.add_parser(
            command.name,
            help=command.summary,
            description=command.description,
            allow_abbrev=False,
        )
        _set_up(one, command, f"{above}{command.name}")


def _set_up(parser: Parser, command: Command, name: str) -> None:
    parser.set_defaults(run=command.run, command=name)
    command.arguments(parser)
    if command.run is None:
        _add(parser, command.below, f"{name} ")
    elif command.below:
        parser.below = {one.name: _beside(parser, one, name) for one in command.below}
        told = (f"{one.prog}: {one.description}" for one in parser.below.values())
        parser.epilog = " ".join(told)


def _beside(parser: Parser, command: Command, above: str) -> Parser:
    """The parser of a command below one that does something itself."""
    one = Mixed(
        prog=f"{parser.prog} {command.name}", description=command.description, allow_abbrev=False
    )
    _set_up(one, command, f"{above} {command.name}")
    return one
