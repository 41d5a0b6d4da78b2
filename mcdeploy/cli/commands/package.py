"""`mcdeploy package`: every target's package, on this machine."""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.documents import packaged as document
from mcdeploy.cli.each import each
from mcdeploy.cli.humane import counted, short
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result
from mcdeploy.cli.show import parity
from mcdeploy.deployment import Deployment


def arguments(parser: ArgumentParser) -> None:
    options.manifest(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=options.named,
        metavar="DIR",
        required=True,
        help="folder for the packages, one folder for each target; each deployment's own name is"
        " added to it when there are more",
    )
    options.waiver(parser)
    options.output(parser)


def run(args: Namespace, console: Console) -> int:
    folder, waiver = options.folder_of(args), options.waived(args)

    def work(deployment: Deployment) -> Result:
        with Meanwhile(console) as listener:
            into = folder(deployment.manifest.name)
            made = deployment.listening(listener).package(into, waiver)
        told = f"{made.deployment} {short(made.release)}: {counted(len(made.folders), 'package')}"
        proofs = parity.lines(made.certificates, console.paint)
        notes = [console.paint(note, Tone.CHANGE) for note in made.notes]
        console.say([f"{console.paint(told, Tone.GOOD)}, in {into}", *proofs, *notes])
        return Result(document.document(made))

    return each(args, console, work, asks=False)


PACKAGE = Command(
    name="package",
    summary="build every target's package here, and touch no cloud",
    description="Train or take the model, evaluate it, hold it against its gates, and write what"
    " each target would get into a folder of its name: what its service loads, the report,"
    " release.json and its signature. Each package is loaded by its service's own code first and"
    " must answer as the model does. Touches no cloud: gates that look at the release now live are"
    " left to apply.",
    arguments=arguments,
    run=run,
)
