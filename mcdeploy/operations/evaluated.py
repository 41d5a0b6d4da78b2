"""An evaluation that was written into a folder."""

from dataclasses import dataclass
from pathlib import Path

from mcdeploy import judge
from mcdeploy.domain import Model
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import Evaluation, Verdict
from mcdeploy.judge import Judged
from mcdeploy.operations import report_folder


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What was found of the deployment, or of the predictions, of this name; the verdict of each
    gate; and the files of the report that lie in `folder` now. `waiver` is the reason for which
    gates may fail. `table` is the name of the file of predictions; None where mcdeploy asked the
    model itself."""

    name: str
    evaluation: Evaluation
    verdicts: tuple[Verdict, ...]
    waiver: str
    folder: Path
    files: tuple[str, ...]
    table: str | None = None

    @property
    def passed(self) -> bool:
        """Whether every gate was kept."""
        return all(verdict.passed for verdict in self.verdicts)


def written(
    judged: Judged, model: Model, name: str, waiver: str, folder: Path, table: str | None
) -> Evaluated:
    """Write the report into the folder, which was checked before. ModelError when nothing was
    evaluated; UsageError when the folder cannot be written to."""
    if judged.evaluation is None:
        raise ModelError(
            name,
            "there is nothing to evaluate: this model comes without predictions",
            remedy="give `evaluation.predictions`, a table of what it said of rows that it had not"
            " seen, or evaluate such a table: mcdeploy evaluate predictions.csv",
        )
    documents = judge.documents(judged, model, name, waiver)
    report_folder.put(folder, documents)
    files = tuple(sorted(documents))
    return Evaluated(name, judged.evaluation, judged.verdicts, waiver, folder, files, table)
