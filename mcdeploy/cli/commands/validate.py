"""`mcdeploy validate`: is the manifest right?"""

from argparse import ArgumentParser, Namespace

from mcdeploy.cli import options
from mcdeploy.cli.command import Command
from mcdeploy.cli.console import Console
from mcdeploy.cli.humane import counted
from mcdeploy.cli.manifests import load
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result, finish
from mcdeploy.deployment import Deployment

SCHEMA = "mcdeploy/validated/v1"


def arguments(parser: ArgumentParser) -> None:
    options.manifest(parser)
    options.output(parser)


def run(args: Namespace, console: Console) -> int:
    deployments = load(args.manifest)
    right = console.paint("right", Tone.GOOD)
    for deployment in deployments:
        manifest = deployment.manifest
        targets = counted(len(manifest.targets), "target")
        console.say([f"{manifest.source}: {manifest.name} is {right}: {targets}"])
    return finish(console, args.command, [Result(_document(one)) for one in deployments])


def _document(deployment: Deployment) -> dict[str, object]:
    manifest = deployment.manifest
    return {
        "schema": SCHEMA,
        "deployment": manifest.name,
        "source": str(manifest.source),
        "targets": [
            {"target": target.name, "provider": target.provider, "location": target.location}
            for target in manifest.targets
        ],
    }


VALIDATE = Command(
    name="validate",
    summary="find every mistake in a manifest",
    description="Find every mistake in a manifest at once, each with file, line, column and field."
    " Asks no target.",
    arguments=arguments,
    run=run,
)
