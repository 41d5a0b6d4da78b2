"""What the model of a deployment is worth, told in documents on this machine. Moves nothing."""

from dataclasses import replace
from pathlib import Path

from mcdeploy import judge
from mcdeploy.clouds import Connect, connect
from mcdeploy.current import current
from mcdeploy.domain import Began, CsvData, Listener, Mlflow, Model, Origin, quiet
from mcdeploy.manifest import BundledModel, Manifest
from mcdeploy.operations import again, report_folder
from mcdeploy.operations.evaluated import Evaluated, written


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

    Raises `UsageError` when the folder holds files of these names that are no report's, or what
    the report is made from, or the model comes without predictions; `ModelError`; and what
    `current` raises.
    """
    judge.check_waiver(waiver)
    report_folder.check(folder, _inputs(manifest))
    listener(Began("model", manifest.name))
    model = _named(judge.model(manifest, listener), manifest, waiver)
    listener(Began("evaluation"))
    beside = current(manifest, model, listener=listener, connect=connect)
    judged = judge.judge(manifest, model, beside.found, listener)
    return written(judged, model, manifest.name, waiver, folder, _table(manifest))


def _named(model: Model, manifest: Manifest, waiver: str) -> Model:
    """Here, where no release is made, with the manifest's own name in the command."""
    options = ("--allow-failed-gates", waiver) if waiver else ()
    command = again.command(manifest.source, *options)
    return replace(model, lineage={**model.lineage, "command": command})


def _table(manifest: Manifest) -> str | None:
    """The name of the file of predictions, where it is not mcdeploy that asks the model."""
    model = manifest.model
    if isinstance(model, BundledModel) or model.predictions is None:
        return None
    return model.predictions.path.name


def _inputs(manifest: Manifest) -> list[Path]:
    """The files that the model and its evaluation come from."""
    model = manifest.model
    if isinstance(model, BundledModel):
        return [manifest.source, *([model.data.path] if isinstance(model.data, CsvData) else [])]
    said = [] if model.predictions is None else [model.predictions.path]
    rows = [] if manifest.parity.rows is None else [manifest.parity.rows.path]
    return [manifest.source, *_here(model.weights.origin), *said, *rows]


def _here(origin: Origin) -> list[Path]:
    """The weights, where they lie on this machine."""
    place = origin.model if isinstance(origin, Mlflow) else origin
    return [place] if isinstance(place, Path) else []
