"""Rows that belong to cells (of a confusion matrix, a group, a bin), summed cell by cell."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)
Counts = NDArray[np.integer[Any]]
"""How often each of n rows counts, in each of b resamples: shape (b, n)."""


@dataclass(frozen=True, slots=True, eq=False)
class Grouped:
    """The order in which the rows of a cell lie side by side, so that a sum over each cell is one
    pass. `order` is None where they do already; `starts` are where the cells that have rows
    begin in it, and `present` which ones these are."""

    count: int
    order: NDArray[np.intp] | None
    present: NDArray[np.intp]
    starts: NDArray[np.intp]

    def arrange(self, rows: NDArray[Scalar]) -> NDArray[Scalar]:
        """Rows along the last axis, in the order of the cells; the same array where that is
        their order already."""
        return rows if self.order is None else rows.take(self.order, axis=-1)

    def counts(self, weights: Counts) -> NDArray[np.int64]:
        """The weight of each cell in each resample: (b, n) becomes (b, count), exactly."""
        rows = self.arrange(weights)
        return self._spread(np.add.reduceat(rows, self.starts, axis=1, dtype=np.int64))

    def sums(self, weights: Counts, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The sum of weight times value over each cell in each resample: (b, count). `values` has
        shape (n,) and is in the order that `arrange` gives."""
        products = np.multiply(self.arrange(weights), values, dtype=np.float64)
        return self._spread(np.add.reduceat(products, self.starts, axis=1))

    def _spread(self, found: NDArray[Scalar]) -> NDArray[Scalar]:
        if len(self.present) == self.count:
            return found
        every = np.zeros((len(found), self.count), dtype=found.dtype)
        every[:, self.present] = found
        return every


def grouped(cells: NDArray[np.integer[Any]], count: int) -> Grouped:
    """The rows by cell: `cells`, of shape (n,), names that of each, in [0, count). Rows of one
    cell keep their order."""
    order, along = None, cells.astype(np.intp)
    if (along[1:] < along[:-1]).any():
        order = along.argsort(kind="stable")
        along = along[order]
    starts = np.flatnonzero(np.diff(along, prepend=-1))
    return Grouped(count, order, along[starts], starts)
