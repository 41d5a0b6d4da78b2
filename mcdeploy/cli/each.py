"""A command on every deployment of a manifest, one after the other."""

from argparse import Namespace
from collections.abc import Callable

from mcdeploy.cli import failure, sandboxed
from mcdeploy.cli.console import Console
from mcdeploy.cli.manifests import load
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.results import Result, finish
from mcdeploy.deployment import Deployment
from mcdeploy.errors import ExitCode, McdeployError

Work = Callable[[Deployment], Result]
"""Does one deployment, shows what became of it, and gives it as a document."""


def each(args: Namespace, console: Console, work: Work, *, asks: bool = True) -> ExitCode:
    """Do every deployment; an error in one is told, and the next one is done all the same. The
    exit code is the gravest of all. Work that asks no target needs no sandbox either."""
    deployments = load(args.manifest)
    if asks:
        sandboxed.prepare(args, console, deployments)
    if console.verbose:
        from mcdeploy.cli.tracing import traced

        deployments = tuple(traced(deployment, console) for deployment in deployments)
    results = []
    for deployment in deployments:
        if len(deployments) > 1:
            _title(deployment, console)
        results.append(_attempt(deployment, console, work))
    return finish(console, args.command, results)


def _attempt(deployment: Deployment, console: Console, work: Work) -> Result:
    try:
        return work(deployment)
    except McdeployError as error:
        return failure.expected(error, console, deployment.manifest.name)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - told in full, and the other deployments go on
        return failure.unexpected(error, console, deployment.manifest.name)


def _title(deployment: Deployment, console: Console) -> None:
    name = console.paint(deployment.manifest.name, Tone.STRONG)
    console.say(["", f"{name}  {console.paint(str(deployment.manifest.source), Tone.FAINT)}"])
