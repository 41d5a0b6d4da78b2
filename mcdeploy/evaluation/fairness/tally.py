"""Rows counted by group and class."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.fairness.groups import Grouping
from mcdeploy.evaluation.metrics.grouped import grouped
from mcdeploy.evaluation.statistic import Weights

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """Of each of g groups in each of b resamples: its `rows`, and those that were `right`, of
    shape (b, g, 1); and for each of the c classes looked at the rows that are of it (`support`),
    were said to be (`predicted`), and both (`hits`), of shape (b, g, c)."""

    rows: Counts
    right: Counts
    support: Counts
    predicted: Counts
    hits: Counts


class Tallier:
    """Counts what a `Tally` holds. The rows are summed once, by group, true and predicted class;
    the rest follows from these sums. The predicted class is the most probable one, and the first
    of those when several are."""

    def __init__(
        self, predictions: Predictions, grouping: Grouping, classes: tuple[int, ...]
    ) -> None:
        k = len(predictions.classes)
        said = predictions.probabilities.argmax(axis=1)
        cells = (grouping.codes * k + predictions.labels) * k + said
        present, cell = np.unique(cells, return_inverse=True)
        self._cells = grouped(cell, len(present))
        pair, said = np.divmod(present, k)
        group, true = np.divmod(pair, k)
        g, c = len(grouping.names), len(classes)
        place = np.full(k, c)
        place[list(classes)] = np.arange(c)
        self._shape = (g, c + 1)
        self._rows = grouped(group, g)
        self._right = grouped(np.where(true == said, group, g), g + 1)
        self._support = grouped(group * (c + 1) + place[true], g * (c + 1))
        self._predicted = grouped(group * (c + 1) + place[said], g * (c + 1))
        both = np.where(true == said, place[true], c)
        self._hits = grouped(group * (c + 1) + both, g * (c + 1))

    def __call__(self, weights: Weights) -> Tally:
        cells = self._cells.counts(weights)
        return Tally(
            rows=self._rows.counts(cells)[..., None],
            right=self._right.counts(cells)[:, :-1, None],
            support=self._of_classes(self._support.counts(cells)),
            predicted=self._of_classes(self._predicted.counts(cells)),
            hits=self._of_classes(self._hits.counts(cells)),
        )

    def _of_classes(self, counts: Counts) -> Counts:
        """Without the last place, at which the classes that are not looked at lie."""
        return counts.reshape(-1, *self._shape)[..., :-1]
