"""`mcdeploy completion`: a script that completes commands and options in a shell."""

from argparse import Action, ArgumentParser, Namespace
from collections.abc import Iterable, Iterator

from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.options import output
from mcdeploy.cli.results import Result, finish
from mcdeploy.errors import UsageError

SCHEMA = "mcdeploy/completion/v1"
SHELLS = ("bash", "zsh", "tcsh")
FILES = {"manifest", "file", "plan"}
FOLDERS = {"output"}


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="for which shell")
    output(parser)


def run(args: Namespace, console: Console) -> int:
    script = _script(args.shell)
    if not args.json:
        console.give(script)
    document = {"schema": SCHEMA, "shell": args.shell, "script": script}
    return finish(console, args.command, [Result(document)])


def _script(shell: str) -> str:
    from mcdeploy.cli.parser import parser
    from mcdeploy.cli.program import COMMANDS

    try:
        import shtab
    except ImportError as error:
        raise UsageError(
            "completion",
            "shtab, which writes the scripts, is not installed",
            remedy="pip install 'mcdeploy[completion]'",
        ) from error
    whole = parser(COMMANDS)
    for action in _actions(whole):
        if action.dest in FILES | FOLDERS:
            kind = shtab.FILE if action.dest in FILES else shtab.DIRECTORY
            action.complete = kind  # type: ignore[attr-defined]
    return str(shtab.complete(whole, shell)).rstrip() + "\n"


def _actions(parser: ArgumentParser) -> Iterator[Action]:
    """The arguments of a parser, and of all parsers below it."""
    for action in parser._actions:  # noqa: SLF001 - argparse has no public way to them
        yield action
        below = action.choices.values() if isinstance(action.choices, dict) else ()
        yield from _all(one for one in below if isinstance(one, ArgumentParser))


def _all(parsers: Iterable[ArgumentParser]) -> Iterator[Action]:
    for parser in parsers:
        yield from _actions(parser)


COMPLETION = Command(
    name="completion",
    summary="print a script that completes commands and options in your shell",
    description="Print a script that completes commands and options:"
    ' eval "$(mcdeploy completion bash)"',
    arguments=arguments,
    run=run,
)
