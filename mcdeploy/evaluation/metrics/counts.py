"""The metrics that follow from the confusion matrix.

Definitions: Sokolova and Lapalme, A systematic analysis of performance measures for
classification tasks (2009), for precision, recall, F1 and their averages; Brodersen et al., The
balanced accuracy and its posterior distribution (2010); Gorodkin, Comparing two K-category
assignments by a K-category correlation coefficient (2004), for Matthews correlation.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics import averages
from mcdeploy.evaluation.metrics.averages import ratio
from mcdeploy.evaluation.metrics.grouped import grouped
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights

BY_CLASS = ("precision", "recall", "f1")


@dataclass(frozen=True, slots=True)
class Margins:
    """Of each class in each resample, (b, k): the rows of it that were said to be of it, the rows
    of it, and the rows said to be."""

    hits: NDArray[np.int64]
    support: NDArray[np.int64]
    predicted: NDArray[np.int64]


class Counts:
    """Accuracy, balanced accuracy and Matthews correlation; precision, recall and F1 of each
    class and averaged. The predicted class is the most probable one, and the first of those when
    several are."""

    def __init__(self, predictions: Predictions) -> None:
        self._labels, self._rows = predictions.classes, len(predictions.labels)
        k = len(predictions.classes)
        said = predictions.probabilities.argmax(axis=1)
        cells, cell = np.unique(predictions.labels * k + said, return_inverse=True)
        self._cells = grouped(cell, len(cells))
        true, said = np.divmod(cells, k)
        self._hits = grouped(np.where(true == said, true, k), k + 1)
        self._support, self._predicted = grouped(true, k), grouped(said, k)

    @property
    def keys(self) -> tuple[Key, ...]:
        overall = ["accuracy", "balanced_accuracy", "mcc"]
        overall += [
            f"{name}_{mean}" for name in BY_CLASS for mean in ("micro", "macro", "weighted")
        ]
        by_class = (Key(name, label) for name in BY_CLASS for label in self._labels)
        return (*map(Key, overall), *by_class)

    def __call__(self, weights: Weights) -> NDArray[np.float64]:
        margins = self.margins(weights)
        by_class = _by_class(margins)
        accuracy = ratio(margins.hits.sum(axis=1), margins.support.sum(axis=1))
        overall = [accuracy, _balanced_accuracy(by_class[1]), _matthews(margins)]
        for values in by_class:
            overall += [
                accuracy,
                averages.macro(values),
                averages.weighted(values, margins.support),
            ]
        return np.concatenate([np.stack(overall, axis=1), *by_class], axis=1)

    def undefined(self) -> Mapping[Key, str]:
        margins = self.margins(np.ones((1, self._rows), dtype=np.uint8))
        support, predicted = margins.support[0], margins.predicted[0]
        found: dict[Key, str] = {}
        for metric, why in _reasons(self._labels, support, predicted).items():
            found |= averages.undefined(metric, why, self._labels, support)
        if support.max() == self._rows:
            found[Key("mcc")] = "every row is of one class"
        elif predicted.max() == self._rows:
            found[Key("mcc")] = "every row was said to be of one class"
        return found

    def margins(self, weights: Weights) -> Margins:
        """The sums that everything else follows from."""
        cells = self._cells.counts(weights)
        hits = self._hits.counts(cells)[:, :-1]
        return Margins(hits, self._support.counts(cells), self._predicted.counts(cells))


def _by_class(margins: Margins) -> tuple[NDArray[np.float64], ...]:
    """Precision, recall and F1, each (b, k)."""
    hits, support, predicted = margins.hits, margins.support, margins.predicted
    return ratio(hits, predicted), ratio(hits, support), ratio(2 * hits, support + predicted)


def _balanced_accuracy(recall: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean recall of the classes that have rows."""
    known = ~np.isnan(recall)
    return ratio(np.where(known, recall, 0.0).sum(axis=1), known.sum(axis=1))


def _matthews(margins: Margins) -> NDArray[np.float64]:
    """The correlation of the true with the predicted class."""
    support, predicted = margins.support, margins.predicted
    rows = support.sum(axis=1)
    together = margins.hits.sum(axis=1) * rows - (support * predicted).sum(axis=1)
    spread = [rows**2 - (margin**2).sum(axis=1) for margin in (support, predicted)]
    return ratio(together, np.sqrt(np.multiply(*spread, dtype=np.float64)))


def _reasons(
    labels: tuple[str, ...], support: NDArray[np.int64], predicted: NDArray[np.int64]
) -> dict[str, dict[str, str]]:
    """Of each metric, the classes without a value, and why."""

    def where_none(rows: NDArray[np.int64], why: str) -> dict[str, str]:
        return {label: why for label, count in zip(labels, rows, strict=True) if not count}

    return {
        "precision": where_none(predicted, "no row was said to be of this class"),
        "recall": where_none(support, "no row is of this class"),
        "f1": where_none(support + predicted, "no row is, or was said to be, of this class"),
    }
