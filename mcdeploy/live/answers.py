"""What the model of a release says of the rows that a new one was tested on."""

from pathlib import Path

from mcdeploy import bundled, live
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Model, Predictions, Release
from mcdeploy.errors import ModelError
from mcdeploy.evaluation.report.predictions import LARGEST
from mcdeploy.evaluation.report.reading import Reported
from mcdeploy.live import evidence
from mcdeploy.manifest import BundledModel, Manifest

CANONICAL = "model/model.json"
"""What the bundled model is loaded from."""

SAID = "predictions_sha256"
"""In the lineage of a model of one's own: the digest of the file with what it said."""


def answers(
    manifest: Manifest, model: Model, there: Clouds, release: Release, folder: Path
) -> Predictions:
    """The bundled model is asked; of a model of your own what it said then is read.

    Raises ModelError when it says nothing of these rows, and what `evidence` raises.
    """
    wanted = manifest.model
    if not isinstance(wanted, BundledModel):
        return _said(manifest, model, there, release, folder)
    document = live.file(there, release, CANONICAL, folder)
    if document is None:
        raise _silent(release, f"carries no {CANONICAL}")
    return bundled.answers(document.read_bytes(), wanted.data, wanted.seed)


def _said(
    manifest: Manifest, model: Model, there: Clouds, release: Release, folder: Path
) -> Predictions:
    report = evidence.report(there, release, folder)
    if report is None:
        raise _silent(release, f"carries no {evidence.PREDICTIONS}: it has no evaluation")
    found = evidence.predictions(there, release, report, folder)
    if found is None:
        found = _alike(manifest, model, release, report)
    if found is None:
        raise _silent(release, f"carries no {evidence.PREDICTIONS}: {_many(report)}")
    return found


def _alike(
    manifest: Manifest, model: Model, release: Release, report: Reported
) -> Predictions | None:
    """Ours, where those of the release came from the same file, read in the same way."""
    ours, known = model.predictions, model.lineage.get(SAID)
    if ours is None or known is None:
        return None
    here = (known, ours.rows_sha256, ours.classes, manifest.criteria.positive)
    labels = tuple(one.label for one in report.classes)
    then = (release.lineage.get(SAID), report.rows_sha256, labels, report.criteria.positive)
    return ours if here == then else None


def _many(report: Reported) -> str:
    return (
        f"{report.rows:,} rows of {len(report.classes):,} classes are more than {LARGEST:,} "
        "probabilities, which do not travel with a release; evaluate the next one on fewer rows, "
        "and let it through once with --allow-failed-gates"
    )


def _silent(release: Release, what: str) -> ModelError:
    told = live.told(release.id)
    return ModelError(told, f"{told}, which is live, {what}")
