"""What a release carries of its own evaluation: the report, and the predictions behind it."""

from dataclasses import replace
from pathlib import Path

from mcdeploy import live
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Predictions, PredictionsFile, Release
from mcdeploy.evaluation.report import reading
from mcdeploy.evaluation.report.reading import Reported

REPORT = "evaluation/report.json"
PREDICTIONS = "evaluation/predictions.csv"


def report(there: Clouds, release: Release, folder: Path) -> Reported | None:
    """Brought below the folder, verified and read; None where the release has none.

    Raises what `live.file` and `reading.parse` raise.
    """
    path = live.file(there, release, REPORT, folder)
    return None if path is None else reading.parse(path.read_bytes(), live.told(release.id))


def predictions(
    there: Clouds, release: Release, report: Reported, folder: Path
) -> Predictions | None:
    """The same of the predictions, with the groups that the report names. Their rows are named by
    the true classes alone.

    Raises what `live.file` raises, and ModelError.
    """
    from mcdeploy.evaluation import table  # NumPy is imported for those who have predictions

    path = live.file(there, release, PREDICTIONS, folder)
    if path is None:
        return None
    label, groups = table.names((one.label for one in report.classes), report.columns)
    found = table.read(PredictionsFile(path, label, groups=groups))
    named = zip(sorted(report.columns), groups, strict=True)
    return replace(found, groups={name: found.groups[column] for name, column in named})
