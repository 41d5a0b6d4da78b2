"""The mean cost of a row, as a statistic of weighted rows."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, Predictions
from mcdeploy.evaluation.decision.rules import MostProbable, chosen
from mcdeploy.evaluation.result import Decision, Key
from mcdeploy.evaluation.statistic import Weights


class MeanCosts:
    """By the rule that was chosen, and by naming the most probable class."""

    def __init__(self, decision: Decision, predictions: Predictions) -> None:
        costs = np.array(decision.costs)
        rules = (chosen(decision, predictions.classes), MostProbable())
        self._costs = [costs[predictions.labels, rule.said(predictions)] for rule in rules]

    @property
    def keys(self) -> tuple[Key, ...]:
        return tuple(Key(name) for name in COST_METRICS)

    def __call__(self, weights: Weights) -> NDArray[np.float64]:
        sums = [np.multiply(weights, each, dtype=np.float64).sum(axis=1) for each in self._costs]
        rows = weights.sum(axis=1, dtype=np.int64)
        return np.stack([each / rows for each in sums], axis=1)

    def undefined(self) -> Mapping[Key, str]:
        return {}
