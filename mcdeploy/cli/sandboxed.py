"""The sandbox under a command: brought up if need be, and the SDKs pointed at it."""

import os
from argparse import Namespace
from collections.abc import Mapping

from mcdeploy.cli.console import Console
from mcdeploy.cli.meanwhile import Meanwhile
from mcdeploy.deployment import Deployment
from mcdeploy.errors import UsageError

VARIABLE = "MCDEPLOY_SANDBOX"
INSIDE = "inside"  # what a sandbox says in its environment
ON, OFF = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


def prepare(args: Namespace, console: Console, deployments: tuple[Deployment, ...]) -> None:
    """Where the command line or the environment asks for the sandbox, make it the world of these
    deployments: the variables of this process point at it, and their buckets are there."""
    inside = os.environ.get(VARIABLE) == INSIDE
    if not inside and not wanted(args, os.environ):
        return
    for deployment in deployments:
        _refuse_real(deployment)
    if not inside:
        _enter(console)
    for deployment in deployments:
        deployment.create_buckets()


def _refuse_real(deployment: Deployment) -> None:
    """What was meant for the sandbox is never done to a real store."""
    from mcdeploy.store.registry import provider

    for target in deployment.manifest.targets:
        if not provider(target.provider).sandboxed(target.settings):
            raise UsageError(
                target.name,
                f"the sandbox does not play {target.location}",
                remedy="leave the target out of the manifest that you try in the sandbox",
            )


def wanted(args: Namespace, environ: Mapping[str, str]) -> bool:
    """Raises `UsageError` for a value of the variable that says neither yes nor no."""
    told = environ.get(VARIABLE, "").strip().lower()
    if told not in ON | OFF | {INSIDE}:
        raise UsageError(VARIABLE, f"{told!r} is neither yes nor no", remedy="set it to 1, or to 0")
    return bool(args.sandbox) or told in ON


def _enter(console: Console) -> None:
    from mcdeploy import sandbox
    from mcdeploy.cli.sandbox_key import signing

    with Meanwhile(console) as listener:
        up = sandbox.up(sandbox.default_folder(os.environ), listener)
    os.environ.update(signing(up, os.environ).environment)
