"""What each column of a table of predictions is."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.domain import MOST_CLASSES, PredictionsFile
from mcdeploy.errors import ModelError
from mcdeploy.tabular import place

SCORE = "score"
"""The one column of probabilities that is named after no class, but is that of the positive."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of columns: `probabilities` are the classes, or SCORE alone."""

    label: str
    groups: tuple[str, ...]
    probabilities: tuple[str, ...]

    @property
    def of_score(self) -> bool:
        return self.probabilities == (SCORE,)


def layout(file: PredictionsFile, header: Sequence[str]) -> Layout:
    """The columns of the file. ModelError when one that is asked for is not there, or the classes
    are too few or too many."""
    groups = tuple(dict.fromkeys(file.groups))
    for name in (file.label, *groups, *file.ignored):
        place(file.path, header, name)
    if file.label in groups:
        what = f"column {file.label!r} cannot hold both the true classes and groups"
        raise ModelError(str(file.path), what, remedy="name another column for one of the two")
    if used := {file.label, *groups}.intersection(file.ignored):
        what = f"column {min(used)!r} cannot both be used and be ignored"
        raise ModelError(
            str(file.path), what, remedy="ignore columns that say nothing, such as ids"
        )
    taken = {file.label, *groups, *file.ignored}
    probabilities = tuple(name for name in header if name not in taken)
    _check_count(file, probabilities)
    return Layout(file.label, groups, probabilities)


def _check_count(file: PredictionsFile, probabilities: tuple[str, ...]) -> None:
    count = len(probabilities)
    if count > MOST_CLASSES:
        raise ModelError(
            str(file.path),
            f"{count:,} columns would be classes; at most {MOST_CLASSES:,} are evaluated",
            remedy="join rare classes into one, and leave out columns that are no classes",
        )
    if count < 2 and probabilities != (SCORE,):
        only = f"there is but one, {probabilities[0]!r}" if probabilities else "there is none"
        raise ModelError(
            str(file.path),
            f"two columns of probabilities are the least, {only}",
            remedy=f"give every class a column, or for two classes one column {SCORE!r} with the "
            "probability of the positive class",
        )
