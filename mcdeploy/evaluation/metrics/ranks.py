"""The metrics of how well the scores of a class put its rows before the others.

The area under the ROC curve is the share of pairs, of a row of the class and another one, that are
in the right order, a tie counting one half (Hanley and McNeil, The meaning and use of the area
under a ROC curve, 1982); so pairs are counted, exactly, and no curve is drawn. One-vs-one: Hand
and Till, A simple generalisation of the area under the ROC curve for multiple class classification
problems (2001). Average precision is the step-wise area under the precision-recall curve.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics import averages
from mcdeploy.evaluation.metrics.averages import ratio
from mcdeploy.evaluation.metrics.grouped import grouped
from mcdeploy.evaluation.metrics.ranking import ranking
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights

Floats = NDArray[np.float64]

BY_CLASS = ("roc_auc", "average_precision")
OVERALL = (
    "roc_auc_macro",
    "roc_auc_weighted",
    "roc_auc_ovo_macro",
    "roc_auc_ovo_weighted",
    "average_precision_macro",
    "average_precision_weighted",
)


class Ranks:
    """ROC AUC and average precision of each class and averaged; ROC AUC between each two classes,
    averaged. What depends on the scores alone is found once, in 8 bytes for each row and class;
    no draw sorts anything."""

    def __init__(self, predictions: Predictions) -> None:
        self._labels = predictions.classes
        self._rows = grouped(predictions.labels, len(self._labels))
        self._of = self._rows.arrange(predictions.labels)
        self._cells = grouped(self._of, len(self._labels))
        self._rankings = [
            ranking(self._rows.arrange(scores), self._of == c)
            for c, scores in enumerate(np.ascontiguousarray(predictions.probabilities.T))
        ]

    @property
    def keys(self) -> tuple[Key, ...]:
        by_class = (Key(name, label) for name in BY_CLASS for label in self._labels)
        return (*map(Key, OVERALL), *by_class)

    def __call__(self, weights: Weights) -> Floats:
        rows = self._rows.arrange(weights)
        support = self._cells.counts(rows)
        pairs = np.empty((*support.shape, support.shape[1]))
        precision = np.empty(support.shape)
        for c, each in enumerate(self._rankings):
            above = each.above(rows)
            pairs[:, c] = self._cells.sums(rows, each.beaten_by(above))
            precision[:, c] = each.average_precision(rows, above)
        area = _against_the_rest(pairs, support)
        overall = [averages.macro(area), averages.weighted(area, support)]
        overall += _one_against_one(pairs, support)
        overall += [averages.macro(precision), averages.weighted(precision, support)]
        return np.concatenate([np.stack(overall, axis=1), area, precision], axis=1)

    def undefined(self) -> Mapping[Key, str]:
        support = np.bincount(self._of, minlength=len(self._labels))
        absent = {
            label: "no row is of this class"
            for label, rows in zip(self._labels, support, strict=True)
            if not rows
        }
        alone = {
            label: "every row is of this class"
            for label, rows in zip(self._labels, support, strict=True)
            if rows == len(self._of)
        }
        found = averages.undefined("roc_auc", absent | alone, self._labels, support)
        found |= averages.undefined("average_precision", absent, self._labels, support)
        return found | _between(absent, alone)


def _between(absent: Mapping[str, str], alone: Mapping[str, str]) -> dict[Key, str]:
    """Why there is no average over pairs of classes."""
    found = {Key("roc_auc_ovo_macro"): f"no row is of class {label!r}" for label in [*absent][:1]}
    return found | {
        Key("roc_auc_ovo_weighted"): f"every row is of class {label!r}" for label in alone
    }


def _against_the_rest(pairs: Floats, support: NDArray[np.int64]) -> Floats:
    """The area of each class: `pairs[:, c, i]` of rows of c and of i are in the right order."""
    others = support.sum(axis=1, keepdims=True) - support
    right = pairs.sum(axis=2) - np.diagonal(pairs, axis1=1, axis2=2)
    return ratio(right, support * others)


def _one_against_one(pairs: Floats, support: NDArray[np.int64]) -> list[Floats]:
    """The mean of the areas between each two classes: once by pair of classes, which is NaN when
    a class has no rows, and once by the rows of both, over the classes that have rows."""
    k = support.shape[1]
    two = ~np.eye(k, dtype=np.bool_)
    possible = (support[:, :, None] * support[:, None, :])[:, two]
    area = ratio(pairs[:, two], possible)
    rows = np.where(possible > 0, (support[:, :, None] + support[:, None, :])[:, two], 0)
    weighted = (np.where(possible > 0, area, 0.0) * rows).sum(axis=1)
    return [area.mean(axis=1), ratio(weighted, rows.sum(axis=1))]
