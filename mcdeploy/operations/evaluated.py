"""An evaluation that was written into a folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mcdeploy import judge
from mcdeploy.domain import Model
from mcdeploy.errors import ModelError, UsageError
from mcdeploy.evaluation import Evaluation, Verdict
from mcdeploy.judge import Judged

DOCUMENTS = ("report.json", "report.html", "README.md", "gates.xml", "predictions.csv")


@dataclass(frozen=True, slots=True)
class Evaluated:
    """What was found of the deployment, or of the predictions, of this name; the verdict of each
    gate; and the files of the report that lie in `folder` now. `waiver` is the reason for which
    gates may fail."""

    name: str
    evaluation: Evaluation
    verdicts: tuple[Verdict, ...]
    waiver: str
    folder: Path
    files: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every gate was kept."""
        return all(verdict.passed for verdict in self.verdicts)


def check(folder: Path) -> None:
    """UsageError when it holds a file of these names that is not of a report: what is there already
    may be the report of an earlier time, and nothing else."""
    there = [name for name in DOCUMENTS if (folder / name).exists()]
    if there and DOCUMENTS[0] not in there:
        raise UsageError(
            str(folder),
            f"holds a {there[0]} already, which is not that of a report",
            remedy="name another folder: -o DIR",
        )


def written(judged: Judged, model: Model, name: str, waiver: str, folder: Path) -> Evaluated:
    """Write the report into the folder. ModelError when nothing was evaluated."""
    if judged.evaluation is None:
        raise ModelError(
            name,
            "there is nothing to evaluate: this model comes without predictions",
            remedy="give `evaluation.predictions`, a table of what it said of rows that it had not"
            " seen, or evaluate such a table: mcdeploy evaluate predictions.csv",
        )
    documents = judge.documents(judged, model, name, waiver)
    _write(folder, documents)
    files = tuple(sorted(documents))
    return Evaluated(name, judged.evaluation, judged.verdicts, waiver, folder, files)


def _write(folder: Path, documents: Mapping[str, bytes]) -> None:
    """With nothing of an earlier report left among them."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in set(DOCUMENTS) - set(documents):
            (folder / name).unlink(missing_ok=True)
        for name, data in documents.items():
            (folder / name).write_bytes(data)
    except OSError as error:
        raise UsageError(
            str(error.filename or folder),
            f"cannot be written: {error.strerror}",
            remedy="name a folder that may be written to and has room: -o DIR",
        ) from error
