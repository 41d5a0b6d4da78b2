"""One model, on its test rows."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, FAIRNESS_METRICS, Criteria, Predictions
from mcdeploy.evaluation.bootstrap.apart import Apart, candidates, rates
from mcdeploy.evaluation.bootstrap.costs import Costs
from mcdeploy.evaluation.bootstrap.hidden import Hidden, Share
from mcdeploy.evaluation.bootstrap.intervals import Measured
from mcdeploy.evaluation.bootstrap.parts import Draws, parts, still
from mcdeploy.evaluation.bootstrap.ranges import Range, of_value
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
        self.rows = Rows(predictions)
        self._statistics, self._costs = tuple(statistics), costs

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
        reasons = {key: without(key, len(self.predictions.classes), self.rows) for key in keys}
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
        known = (value, draws[key], self.range(key), self.rows.of(key))
        if key.metric in COST_METRICS:
            return Measured(*known, least=self._unseen(key, draws[key]))
        made_of = parts(key, self.rows, draws)
        if key.metric in FAIRNESS_METRICS:
            ratio, hidden = key.metric.endswith("_ratio"), rates(key, made_of, draws, self.rows)
            return Apart(*known, hidden, candidates=self._candidates(key), ratio=ratio)
        return Measured(*known, self._hidden(made_of, draws))

    def range(self, key: Key) -> Range:
        """Of the number."""
        return self.costs.range if key.metric in COST_METRICS else of_value(key)

    @cached_property
    def costs(self) -> Costs:
        """Of its rows; only where costs are measured."""
        return Costs(self._costs, self.labels)

    def _hidden(self, made_of: Mapping[Key, float], draws: Mapping[Key, Draws]) -> Hidden:
        """Of the parts that are the same in each resample, which are shares."""
        shares = {
            key: Share(weight, self.rows.of(key))
            for key, weight in made_of.items()
            if still(draws[key])
        }
        return Hidden(
            below=tuple(share for key, share in shares.items() if (draws[key] > 0.0).any()),
            above=tuple(share for key, share in shares.items() if (draws[key] < 1.0).any()),
        )

    def _unseen(self, key: Key, draws: Draws) -> Hidden:
        return self.costs.any() if still(draws) else self.costs.unseen(self.measure([key]))

    def _candidates(self, key: Key) -> int:
        groups = self.rows.groups[str(key.column)]
        return candidates(key, len(groups), len(self.predictions.classes))
