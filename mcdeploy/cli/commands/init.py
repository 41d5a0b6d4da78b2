"""`mcdeploy init`: a manifest to begin with."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.options import MANIFEST, output
from mcdeploy.cli.results import Result, finish
from mcdeploy.errors import UsageError

STARTER = Path(__file__).parents[1] / "starter.yaml"
SCHEMA = "mcdeploy/initialized/v1"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        default=Path(MANIFEST),
        metavar="FILE",
        help=f"where to write it ({MANIFEST})",
    )
    output(parser)


def run(args: Namespace, console: Console) -> int:
    _write(args.file, STARTER.read_bytes())
    console.say(
        [
            f"{args.file} is written; every line in it says what it means.",
            f"Try it without an account anywhere:  mcdeploy apply --sandbox {args.file}",
        ]
    )
    return finish(console, args.command, [Result({"schema": SCHEMA, "file": str(args.file)})])


def _write(path: Path, data: bytes) -> None:
    try:
        with path.open("xb") as file:
            file.write(data)
    except FileExistsError as error:
        raise UsageError(
            str(path), "is there already, and stays as it is", remedy="name another file"
        ) from error
    except OSError as error:
        raise UsageError(str(path), f"cannot be written: {error.strerror}") from error


INIT = Command(
    name="init",
    summary="write a manifest to begin with",
    description="Write a manifest to begin with, every line explained. Nothing is written over.",
    arguments=arguments,
    run=run,
)
