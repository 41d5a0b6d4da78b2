"""`mcdeploy fetch`: bring the live release here."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import fetched as document
from mcdeploy.cli.each import each
from mcdeploy.cli.humane import counted, short, size
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.targets(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=options.named,
        metavar="DIR",
        required=True,
        help="folder for the files; each deployment's own name is added to it when there are more",
    )
    options.origin(parser)


def run(args: Namespace, console: Console) -> int:
    folder = options.folder_of(args)

    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            into = folder(deployment.manifest.name)
            fetched = deployment.listening(listener).fetch(into, args.origin)
        files = f"{counted(len(fetched.files), 'file')}, {size(sum(f.size for f in fetched.files))}"
        done = f"{fetched.deployment} {short(fetched.release)}: {files}, verified"
        served = [f"  {size(read)} from {name}" for name, read in fetched.served.items()]
        unread = [f"  not read: {name}: {why}" for name, why in sorted(fetched.dark.items())]
        console.say([f"{console.paint(done, Tone.GOOD)}, in {fetched.folder}", *served, *unread])
        return Result(document.document(fetched))

    return each(args, console, work)


FETCH = Command(
    name="fetch",
    summary="bring the live release here, from the best target that answers",
    description="Bring the live release here from the best target that answers, going on from"
    " another in mid-file when that one fails. Every file is verified by its digest.",
    arguments=arguments,
    run=run,
)
