"""The mean cost of a row, as a statistic of weighted rows."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, Predictions
from mcdeploy.evaluation.decision.rules import MostProbable, Rule, chosen
from mcdeploy.evaluation.result import Decision, Key
from mcdeploy.evaluation.statistic import Weights

Floats = NDArray[np.float64]


class MeanCosts:
    """By the rule that was chosen, and by naming the most probable class."""

    def __init__(self, decision: Decision, predictions: Predictions) -> None:
        rules: tuple[Rule, ...] = (chosen(decision, predictions.classes), MostProbable())
        costs = np.array(decision.costs)
        self._dear = [_dear(costs[predictions.labels, rule.said(predictions)]) for rule in rules]

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(Key(name) for name in COST_METRICS)

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
