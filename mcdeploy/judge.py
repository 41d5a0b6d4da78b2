"""A model before its gates: how good it is, whether that is enough, and the report that says so.

`build` and `mcdeploy evaluate` share it; neither a failed gate nor a model that was never asked
anything stops here.
"""

import platform
from collections.abc import Mapping
from dataclasses import dataclass, replace

from mcdeploy import bundled, evaluation, own
from mcdeploy.domain import UNPROVEN, Certificate, Listener, Model, PredictionsFile, quiet
from mcdeploy.errors import UsageError
from mcdeploy.evaluation import Evaluation, Verdict, gates, report
from mcdeploy.evaluation.gates import Incomparable
from mcdeploy.evaluation.result import Comparison
from mcdeploy.manifest import BundledModel, Manifest
from mcdeploy.records import shape
from mcdeploy.store.digest import chunks, digest
from mcdeploy.version import VERSION

COMMAND = "mcdeploy evaluate MANIFEST"
"""What evaluates the model of a release again."""

AT_EACH_APPLY = "held at each apply, against the release that is live then"


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found (None: the model comes without predictions), and a verdict for each gate of
    the manifest."""

    evaluation: Evaluation | None
    verdicts: tuple[Verdict, ...]

    @property
    def headline(self) -> Mapping[str, float]:
        """The metrics of all classes together."""
        return {} if self.evaluation is None else dict(self.evaluation.headline)

    @property
    def notes(self) -> tuple[str, ...]:
        """What became of the gates that failed and of those that looked at another release."""
        told = (v for v in self.verdicts if v.gate.not_worse_than or not v.passed)
        return tuple(f"{gates.asked(verdict.gate)}: {verdict.why}" for verdict in told)

    @property
    def lasting(self) -> "Judged":
        """Without what was found of another release, which may be another one tomorrow: what the
        documents of a release hold, so that the same inputs give the same release."""
        if self.evaluation is None:
            return self
        asked = tuple(verdict.gate for verdict in self.verdicts)
        return replace(self, verdicts=gates.check(self.evaluation, asked, AT_EACH_APPLY))


def model(manifest: Manifest, listener: Listener = quiet) -> Model:
    """The model of the manifest: trained, or taken as it is, with the predictions that are there.
    Its lineage names the version of mcdeploy too, but not the manifest's file: the same model
    gives the same release, whatever the file is called and wherever it lies.

    Raises what `bundled.train` and `own.bring` raise.
    """
    made = _model(manifest, listener)
    command = {} if made.predictions is None else {"command": COMMAND}
    return replace(made, lineage={**made.lineage, **command, "mcdeploy": VERSION})


def _model(manifest: Manifest, listener: Listener) -> Model:
    wanted = manifest.model
    if isinstance(wanted, BundledModel):
        return bundled.train(wanted.data, wanted.strategy, wanted.seed)
    brought = own.bring(wanted.weights, manifest.parity.rows, listener)
    return brought if wanted.predictions is None else _with(brought, wanted.predictions)


def _with(model: Model, file: PredictionsFile) -> Model:
    """The model with what it said, and where that comes from."""
    from mcdeploy.evaluation import table  # NumPy is not imported for those who say nothing

    said = table.read(file)
    known = str(digest(chunks(file.path)).checksums().sha256)
    lineage = {**model.lineage, "predictions_sha256": known, **versions()}
    return replace(model, predictions=said, lineage=lineage)


def versions() -> Mapping[str, str]:
    """Of what the numbers of an evaluation are made with."""
    import numpy as np

    return {
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "mcdeploy": VERSION,
    }


def judge(
    manifest: Manifest,
    model: Model,
    current: Comparison | Incomparable | str,
    listener: Listener = quiet,
) -> Judged:
    """Evaluate the model, if it comes with predictions, and hold it against the gates: see
    `gates.check`.

    Raises `ModelError`, `ManifestError` for gates that ask for what there is not, and `UsageError`
    for gates of a model without predictions.
    """
    criteria = manifest.criteria
    if model.predictions is None:
        if criteria.gates:
            raise UsageError(
                f"{manifest.source}: evaluation.gates",
                "there is nothing to hold them against: this model comes without predictions",
                remedy="leave the gates out, or give `evaluation.predictions`",
            )
        return Judged(None, ())
    found = evaluation.evaluate(
        model.predictions,
        criteria,
        validation=model.validation,
        rivals=model.rivals,
        listener=listener,
    )
    return Judged(found, gates.check(found, criteria.gates, current))


def documents(
    judged: Judged,
    model: Model,
    name: str,
    waiver: str = "",
    certificates: Mapping[str, Certificate] = UNPROVEN,
) -> Mapping[str, bytes]:
    """The report, by name of file; nothing where nothing was found. `certificates` are by target,
    where packages were made. Pure: the same arguments give the same bytes."""
    if judged.evaluation is None:
        return {}
    return report.render(judged.evaluation, judged.verdicts, model, name, waiver, certificates)


def check_waiver(waiver: str) -> None:
    """UsageError when the reason for which gates may fail is none that a release can hold."""
    if waiver and not (waiver.strip() and shape.plain(waiver)):
        raise UsageError(
            "--allow-failed-gates",
            "the reason is not one line of plain text",
            remedy="say in a few words why, without control characters",
        )
