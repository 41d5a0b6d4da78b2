"""The mean cost of a row, as a statistic of weighted rows."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.decision.costs import Matrix
from mcdeploy.evaluation.decision.rules import Rule
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights

Floats = NDArray[np.float64]


class MeanCosts:
    """By each of some rules, under the name of its metric."""

    def __init__(self, costs: Matrix, rules: Mapping[str, Rule], predictions: Predictions) -> None:
        self._names, labels = tuple(rules), predictions.labels
        self._dear = [_dear(costs[labels, rule.said(predictions)]) for rule in rules.values()]

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(Key(name) for name in self._names)

    def __call__(self, weights: Weights) -> Floats:
        rows = weights.sum(axis=1, dtype=np.int64)
        return np.stack([_sum(weights, *dear) / rows for dear in self._dear], axis=1)

    def undefined(self) -> Mapping[Key, str]:
        return {}


def _dear(costs: Floats) -> tuple[NDArray[np.intp], Floats]:
    """The rows that cost anything, which are few, and what they cost."""
    rows = np.flatnonzero(costs)
    return rows, costs[rows]


def _sum(weights: Weights, rows: NDArray[np.intp], costs: Floats) -> Floats:
    """Weight times cost over the rows: (b, n) becomes (b,)."""
    products = np.multiply(weights.take(rows, axis=1), costs, dtype=np.float64)
    return np.asarray(products.sum(axis=1), dtype=np.float64)
