"""What the model of a deployment is worth, told in documents on this machine. Moves nothing."""

from pathlib import Path

from mcdeploy import judge
from mcdeploy.clouds import Connect, connect
from mcdeploy.current import current
from mcdeploy.domain import Began, Listener, quiet
from mcdeploy.manifest import Manifest
from mcdeploy.operations.evaluated import Evaluated, check, written


def evaluate(
    manifest: Manifest,
    folder: Path,
    *,
    waiver: str = "",
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Evaluated:
    """Train or take the model, evaluate it, hold it against its gates, and write the report into
    the folder, whether they were kept or not. Targets are asked only where a gate compares with
    the release that is live.

    Raises `UsageError` when the folder holds files of these names that are no report's, or the
    model comes without predictions; `ModelError`; and what `current` raises.
    """
    judge.check_waiver(waiver)
    check(folder)
    listener(Began("model", manifest.name))
    model = judge.model(manifest)
    listener(Began("evaluation"))
    beside = current(manifest, model, listener=listener, connect=connect)
    judged = judge.judge(manifest, model, beside.found, listener)
    return written(judged, model, manifest.name, waiver, folder)
