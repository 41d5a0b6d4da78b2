"""The options that several commands share."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable
from pathlib import Path

from mcdeploy.cli.manifests import load
from mcdeploy.errors import UsageError

MANIFEST = "manifest.yaml"


DEPLOYMENTS = f"a file, of one or more deployments, or a folder of such files ({MANIFEST})"


def manifest(parser: ArgumentParser, what: str = DEPLOYMENTS) -> None:
    parser.add_argument(
        "manifest",
        nargs="?",
        type=Path,
        default=Path(MANIFEST),
        metavar="MANIFEST",
        help=what,
    )


def output(parser: ArgumentParser) -> None:
    """What every command has."""
    parser.add_argument(
        "--json", action="store_true", help="one JSON document on stdout (docs/json.md)"
    )
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="nothing on stderr but errors and questions"
    )
    parser.add_argument(
        "-v", "--verbose", action="store_true", help="every call of a store, on stderr"
    )


def targets(parser: ArgumentParser, what: str = DEPLOYMENTS) -> None:
    """What every command has that goes to the targets of a manifest."""
    manifest(parser, what)
    parser.add_argument(
        "--sandbox",
        action="store_true",
        help="on emulators of the clouds on this machine, not in the clouds (MCDEPLOY_SANDBOX=1)",
    )
    output(parser)


def waiver(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--allow-failed-gates",
        dest="waiver",
        metavar="REASON",
        help="let a model through whose gates fail; the reason stands in the release",
    )


def waived(args: Namespace) -> str:
    """The reason that was given; empty when nobody asks to let anything through."""
    if args.waiver is None:
        return ""
    if not args.waiver.strip():
        raise UsageError(
            "--allow-failed-gates",
            "there is no reason",
            remedy="say in a few words why; they stand in the release for everybody to read",
        )
    return str(args.waiver)


def where(args: Namespace) -> str:
    """What the next command line needs to mean the same targets."""
    return f"{args.manifest} --sandbox" if args.sandbox else str(args.manifest)


def verify(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--verify",
        action="store_true",
        help="look at every file of what is live already, and put right what is gone",
    )


def detailed(parser: ArgumentParser, what: str) -> None:
    parser.add_argument(
        "--detailed-exitcode", action="store_true", help=f"exit with 2 when there {what}"
    )


def origin(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--from",
        dest="origin",
        metavar="REGION",
        help="where the reader is: gcp:europe-west3, or us-east-1 (where the first target is)",
    )


def named(text: str) -> Path:
    """The path that the text names; the empty one, which a variable without a value leaves, is
    none."""
    if not text:
        raise ArgumentTypeError("names nothing")
    return Path(text)


def folder(parser: ArgumentParser, default: Path) -> None:
    parser.add_argument(
        "-o",
        "--output",
        type=named,
        metavar="DIR",
        default=default,
        help=f"folder for the report ({default}); each deployment's own name is added to it when"
        " there are more",
    )


def folder_of(args: Namespace) -> Callable[[str], Path]:
    """The folder of each deployment: `--output` itself, or one below it where there are more."""
    several = len(load(args.manifest)) > 1
    return lambda name: args.output / name if several else args.output
