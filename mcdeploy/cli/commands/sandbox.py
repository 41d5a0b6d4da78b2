"""`mcdeploy sandbox`: three clouds on this machine."""

import os
from argparse import REMAINDER, ArgumentParser, Namespace

from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import sandbox as document
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.options import output
from mcdeploy.cli.results import Result, finish
from mcdeploy.cli.show import sandbox as shown
from mcdeploy.errors import UsageError


def up(args: Namespace, console: Console) -> int:
    from mcdeploy import sandbox
    from mcdeploy.cli.sandbox_key import signing

    folder = sandbox.default_folder(os.environ)
    with Meanwhile(console) as listener:
        there = signing(sandbox.up(folder, listener), os.environ)
    console.say(shown.lines(folder, there, console.paint))
    return finish(console, args.command, [Result(document.document(folder, there))])


def status(args: Namespace, console: Console) -> int:
    from mcdeploy import sandbox

    folder = sandbox.default_folder(os.environ)
    there = sandbox.status(folder)
    console.say(shown.lines(folder, there, console.paint))
    return finish(console, args.command, [Result(document.document(folder, there))])


def down(args: Namespace, console: Console) -> int:
    from mcdeploy import sandbox

    folder = sandbox.default_folder(os.environ)
    sandbox.down(folder, erase=args.erase)
    left = "is erased" if args.erase else f"is down; its data stays in {folder}"
    console.say([f"The sandbox {left}."])
    return finish(console, args.command, [Result(document.document(folder, None))])


def run(args: Namespace, console: Console) -> int:
    from mcdeploy import sandbox
    from mcdeploy.cli.child import run as run_child
    from mcdeploy.cli.sandbox_key import signing

    words = args.words[1:] if args.words[:1] == ["--"] else args.words
    if not words:
        raise UsageError(
            "mcdeploy sandbox run", "which command?", remedy="mcdeploy sandbox run -- COMMAND"
        )
    with Meanwhile(console) as listener, sandbox.fresh(listener) as there:
        return run_child(words, signing(there, os.environ).environment)


def _erase(parser: ArgumentParser) -> None:
    parser.add_argument("--erase", action="store_true", help="delete its data and logs too")
    output(parser)


def _words(parser: ArgumentParser) -> None:
    parser.set_defaults(json=False, quiet=False, verbose=False)
    parser.add_argument("words", nargs=REMAINDER, metavar="-- COMMAND", help="what to run in it")


def _nothing(parser: ArgumentParser) -> None:
    del parser


SANDBOX = Command(
    name="sandbox",
    summary="three clouds on this machine, played by emulators",
    description="S3, Google Cloud Storage and Azure Blob on this machine, played by emulators:"
    " SeaweedFS, fake-gcs-server and Azurite, on loopback, with their data in one folder.",
    arguments=_nothing,
    run=None,
    below=(
        Command("up", "bring it up", "Bring it up; what runs stays as it is.", output, up),
        Command("status", "show what runs", "Show what runs, and where.", output, status),
        Command("down", "take it down", "Take it down; its data stays.", _erase, down),
        Command(
            "run",
            "run a command against a fresh one",
            "Run a command against a fresh sandbox, which is gone afterwards. The exit code is the"
            " command's.",
            _words,
            run,
        ),
    ),
)
