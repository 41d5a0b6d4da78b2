"""`mcdeploy keys`: the key that signs releases."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.results import Result, finish

SCHEMA = "mcdeploy/key/v1"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "-o",
        "--output",
        type=options.named,
        metavar="DIR",
        help="folder for the two files (where every command looks for them: ~/.config/mcdeploy)",
    )
    options.output(parser)


def new(args: Namespace, console: Console) -> int:
    from mcdeploy.signature import keys

    private, public = keys.new(args.output or keys.home())
    hint = keys.fingerprint(keys.load(private).public_key())
    console.say(
        [
            f"{private} signs: keep it to yourself{_found(private, args.output)}.",
            f"{public} is for everybody: put it into `signature.trust` of those who fetch.",
            f"Its fingerprint: {hint}",
        ]
    )
    document = {
        "schema": SCHEMA,
        "key": str(private.absolute()),
        "public": str(public.absolute()),
        "fingerprint": hint,
    }
    return finish(console, args.command, [Result(document)])


def _found(private: Path, chosen: Path | None) -> str:
    from mcdeploy.signature import keys

    if chosen is None and keys.own() == private:
        return ", every command finds it there"
    return f", and name it in {keys.VARIABLE} or in `signature.key`"


def _nothing(parser: ArgumentParser) -> None:
    del parser


KEYS = Command(
    name="keys",
    summary="make a key that signs releases",
    description="The key that signs releases, and by which readers know who released them.",
    arguments=_nothing,
    run=None,
    below=(
        Command(
            "new",
            "make a key",
            "Make a key on the curve P-256: mcdeploy.key, which signs, and mcdeploy.pub, by which"
            " others verify. Nothing is written over.",
            arguments,
            new,
        ),
    ),
)
