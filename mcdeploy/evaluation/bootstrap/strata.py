"""Drawing rows with replacement, class by class."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.metrics.grouped import grouped
from mcdeploy.evaluation.statistic import Weights


class Strata:
    """The rows of each true class: as many are drawn of each as there are, so that a resample is
    split between the classes as the rows are."""

    def __init__(self, labels: NDArray[np.int64]) -> None:
        cells = grouped(labels, int(labels.max()) + 1)
        sizes = np.diff(cells.starts, append=len(labels))
        self._order = cells.order
        self._first = np.repeat(cells.starts, sizes)
        self._size = np.repeat(sizes, sizes).astype(np.float64)

    def draw(self, seed: int, resamples: range) -> Weights:
        """How often each row was drawn in these resamples: (b, n). Each has a generator of its
        own, so a resample is the same whatever others are drawn with it.

        255 is the most that a row can be drawn: of classes so large that it could be oftener, the
        chance is below 1e-500.
        """
        b, n = len(resamples), len(self._first)
        shares = np.empty((b, n))
        for share, resample in zip(shares, resamples, strict=True):
            np.random.default_rng((seed, resample)).random(out=share)
        shares *= self._size
        rows = shares.astype(np.intp)  # rounded down: which row of the class
        rows += self._first
        rows += np.arange(b)[:, None] * n
        counts = np.bincount(rows.ravel(), minlength=b * n).astype(np.uint8).reshape(b, n)
        return counts if self._order is None else self._back(counts)

    def _back(self, counts: Weights) -> Weights:
        found = np.empty_like(counts)
        found[:, self._order] = counts
        return found
