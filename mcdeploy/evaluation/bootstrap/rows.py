"""How many rows a number rests on: those whose mistakes would show in it."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, FAIRNESS_METRICS, Predictions
from mcdeploy.evaluation.result import Key

Counts = NDArray[np.intp]


class Rows:
    """Of the numbers that the bootstrap finds for these predictions."""

    def __init__(self, predictions: Predictions) -> None:
        self._predictions = predictions
        self._margins: dict[tuple[str | None, str | None], tuple[Counts, Counts]] = {}
        self._least: dict[str, int] = {}

    def of(self, key: Key) -> int:
        """Of one class its rows for recall, those said to be of it for precision, the fewer of
        both for F1 (of those that are any), the fewer of its rows and the others for ranks; for a
        mean over classes, a cost and Matthews correlation, the least that one of them rests on;
        for a difference between groups the least that a class has in one; for all else every row.
        Of a group the same within it."""
        if key.metric in FAIRNESS_METRICS:
            return self._in_groups(str(key.column))
        support, predicted = self._of_group(key.column, key.group)
        by_class = _by_class(key.metric, support, predicted)
        if by_class is None:
            return int(support.sum())
        if key.label is not None:
            return int(by_class[self._predictions.classes.index(key.label)])
        return int(by_class[by_class > 0].min(initial=support.sum()))

    def _of_group(self, column: str | None, group: str | None) -> tuple[Counts, Counts]:
        """The rows of each class, and those said to be of it."""
        if (column, group) not in self._margins:
            labels, said = self._predictions.labels, self._said
            if column is not None:
                inside = self._predictions.groups[column] == group
                labels, said = labels[inside], said[inside]
            k = len(self._predictions.classes)
            self._margins[column, group] = (
                np.bincount(labels, minlength=k),
                np.bincount(said, minlength=k),
            )
        return self._margins[column, group]

    def wrong(self, label: str | None) -> int:
        """Those said to be of another class than they are: all, or where this is one of the two."""
        labels = self._predictions.labels
        wrong = labels != self._said
        if label is not None:
            c = self._predictions.classes.index(label)
            wrong &= (labels == c) | (self._said == c)
        return int(wrong.sum())

    @cached_property
    def shares(self) -> Mapping[str, float]:
        """Of each class, of all rows."""
        classes, labels = self._predictions.classes, self._predictions.labels
        support = np.bincount(labels, minlength=len(classes)) / len(labels)
        return dict(zip(classes, support.tolist(), strict=True))

    @cached_property
    def groups(self) -> Mapping[str, Sequence[str]]:
        """The groups of each column."""
        columns = self._predictions.groups
        return {column: np.unique(names).tolist() for column, names in columns.items()}

    def _in_groups(self, column: str) -> int:
        """The fewest rows that one class has in one group, of those that it has rows in."""
        if column not in self._least:
            support = np.array([self._of_group(column, each)[0] for each in self.groups[column]])
            self._least[column] = int(support[support > 0].min())
        return self._least[column]

    @cached_property
    def _said(self) -> Counts:
        return np.asarray(self._predictions.probabilities.argmax(axis=1))


def _by_class(metric: str, support: Counts, predicted: Counts) -> Counts | None:
    """Of each class, for a metric of one class or its mean; None where classes do not matter."""
    if metric.endswith("_micro") or metric == "recall_weighted":  # both are accuracy
        return None
    if metric in COST_METRICS or metric.startswith(("recall", "balanced_accuracy", "mcc")):
        return support
    if metric.startswith("precision"):
        return predicted
    if metric.startswith("f1"):
        return np.where(predicted > 0, np.minimum(support, predicted), support)
    if metric.startswith(("roc_auc", "average_precision")):
        return np.asarray(np.minimum(support, support.sum() - support))
    if metric == "false_positive_rate":
        return np.asarray(support.sum() - support)
    return None
