"""The groups of a column."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.errors import ModelError
from mcdeploy.tabular import in_order

MOST_GROUPS = 50
MOST_PAIRS = 5000
"""Of a group and a class: what 1,000 resamples of all their metrics take stays below 256 MiB."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouping:
    """The names of the groups, and of each row, of shape (n,), which one it is in."""

    names: tuple[str, ...]
    codes: NDArray[np.int64]

    @property
    def sizes(self) -> tuple[int, ...]:
        """The rows of each group."""
        return tuple(np.bincount(self.codes, minlength=len(self.names)).tolist())


def by_column(predictions: Predictions) -> Mapping[str, Grouping]:
    """The groups of each column. ModelError when they are too many to compare."""
    found = {column: _grouping(cells) for column, cells in predictions.groups.items()}
    for column, grouping in found.items():
        _check(column, len(grouping.names), len(predictions.classes))
    return found


def _grouping(cells: NDArray[np.str_]) -> Grouping:
    index: dict[str, int] = {}
    codes = [index.setdefault(cell, len(index)) for cell in cells.tolist()]
    names = in_order(index)
    place = np.empty(len(names), dtype=np.int64)
    place[[index[name] for name in names]] = np.arange(len(names))
    return Grouping(names, place[codes])


def _check(column: str, groups: int, classes: int) -> None:
    who = f"column {column!r}"
    if groups > MOST_GROUPS:
        raise ModelError(
            who,
            f"it holds {groups:,} groups; at most {MOST_GROUPS} are compared",
            remedy="bin the values (for instance ages by decade), or name another column",
        )
    if groups * classes > MOST_PAIRS:
        raise ModelError(
            who,
            f"{groups} groups times {classes:,} classes are more than {MOST_PAIRS:,} to compare",
            remedy="join groups, or classes, into fewer",
        )
