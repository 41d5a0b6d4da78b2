"""`mcdeploy verify`: is a folder what somebody trusted has signed?"""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.humane import counted
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result, finish
from mcdeploy.domain import Identity, Signing, Trust

SCHEMA = "mcdeploy/verified/v1"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "folder",
        type=options.named,
        metavar="FOLDER",
        help="a release that was fetched or packaged, with its release.json and release.sig.json",
    )
    parser.add_argument(
        "--key",
        action="append",
        default=[],
        type=options.named,
        metavar="PUB",
        help="the file of a public key that is trusted, several times if need be (one's own)",
    )
    parser.add_argument(
        "--identity",
        nargs=2,
        action="append",
        default=[],
        metavar=("SUBJECT", "ISSUER"),
        help="somebody whose keyless signature is trusted, and the URL of the OpenID provider",
    )
    options.output(parser)


def run(args: Namespace, console: Console) -> int:
    from mcdeploy.signature.folder import verify

    found = verify(args.folder, _trusted(args))
    told = f"{counted(len(found.files), 'file')}, and no other, as {found.by} signed"
    console.say([f"{console.paint(str(args.folder), Tone.GOOD)}: {told}"])
    document = {
        "schema": SCHEMA,
        "folder": str(args.folder.absolute()),
        "signed_by": found.by,
        "files": list(found.files),
    }
    return finish(console, args.command, [Result(document)])


def _trusted(args: Namespace) -> Trust:
    """Where somebody says whom they trust, nobody else is; else one's own key."""
    from mcdeploy.signature import keys, trust

    if not (args.key or args.identity):
        return trust(Signing())
    public = tuple(keys.load_public(path) for path in args.key)
    return Trust(public, tuple(Identity(*pair) for pair in args.identity))


VERIFY = Command(
    name="verify",
    summary="hold a folder against its signature",
    description="Hold every file of a folder against the signature in it: one that was changed, is"
    " missing or was not signed, or a signature of nobody who is trusted, ends with exit code 5.",
    arguments=arguments,
    run=run,
)
