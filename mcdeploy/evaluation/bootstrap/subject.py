"""One model, on its test rows."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, FAIRNESS_METRICS, Criteria, Predictions
from mcdeploy.evaluation.bootstrap.apart import Apart, candidates
from mcdeploy.evaluation.bootstrap.hidden import hidden
from mcdeploy.evaluation.bootstrap.intervals import Draws, Measured
from mcdeploy.evaluation.bootstrap.ranges import Range, of_cost, of_value
from mcdeploy.evaluation.bootstrap.resampling import Measure
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.bootstrap.without import without
from mcdeploy.evaluation.result import Key, Value
from mcdeploy.evaluation.statistic import Statistic, Weights


class Subject:
    """What a model said, and what measures it, on the same rows in the same order. `costs[i][j]`
    is what it costs to take a row of class i for class j, where costs are measured."""

    def __init__(
        self,
        predictions: Predictions,
        statistics: Sequence[Statistic],
        costs: Sequence[Sequence[float]] = (),
    ) -> None:
        self.predictions, self.labels = predictions, predictions.labels
        self._statistics, self._rows = tuple(statistics), Rows(predictions)
        self._costs = np.array(costs)

    def values(self) -> dict[Key, Value]:
        """Every number where each row counts once, or the reason why there is none."""
        ones = np.ones((1, len(self.labels)), dtype=np.uint8)
        found: dict[Key, Value] = {}
        for each in self._statistics:
            why = each.undefined()
            for key, value in zip(each.keys, each(ones)[0].tolist(), strict=True):
                found[key] = (None, why[key]) if math.isnan(value) else (value, "")
        return found

    def without(self, criteria: Criteria) -> Mapping[Key, str]:
        """The reason for each number that no resample is asked for."""
        keys = [key for each in self._statistics for key in each.keys]
        if not criteria.resamples:
            return dict.fromkeys(keys, "no resamples were asked for")
        reasons = {key: without(key, len(self.predictions.classes), self._rows) for key in keys}
        return {key: why for key, why in reasons.items() if why}

    def measure(self, keys: Sequence[Key]) -> Measure:
        """What finds these numbers, in this order, for weights of the rows."""
        needed = [each for each in self._statistics if not set(each.keys).isdisjoint(keys)]
        at = {key: i for i, key in enumerate(key for each in needed for key in each.keys)}
        places = [at[key] for key in keys]

        def measured(weights: Weights) -> NDArray[np.float64]:
            return np.concatenate([each(weights) for each in needed], axis=1)[:, places]

        return measured

    def measured(self, key: Key, value: float, draws: Mapping[Key, Draws]) -> Measured:
        """One of the numbers, with all that was drawn."""
        known = (value, draws[key], self.range(key), self._rows.of(key))
        if key.metric in FAIRNESS_METRICS:
            ratio = key.metric.endswith("_ratio")
            return Apart(*known, candidates=self._candidates(key), ratio=ratio)
        return Measured(*known, hidden(key, self.predictions.classes, draws, self._rows))

    def range(self, key: Key) -> Range:
        """Of the number."""
        if key.metric not in COST_METRICS:
            return of_value(key)
        least, most = self._costs.min(axis=1), self._costs.max(axis=1)
        return of_cost(float(least[self.labels].mean()), float(most[self.labels].mean()))

    def _candidates(self, key: Key) -> int:
        return candidates(
            key, len(self._rows.groups[str(key.column)]), len(self.predictions.classes)
        )
