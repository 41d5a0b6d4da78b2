"""Two models on the same rows, and how much the first is above the second."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import COST_METRICS, FAIRNESS_METRICS, Criteria
from mcdeploy.evaluation.bootstrap.hidden import Hidden, Share
from mcdeploy.evaluation.bootstrap.intervals import Measured
from mcdeploy.evaluation.bootstrap.parts import Draws, parts, still
from mcdeploy.evaluation.bootstrap.ranges import LOSSES, Range, of_difference
from mcdeploy.evaluation.bootstrap.resampling import Measure
from mcdeploy.evaluation.bootstrap.subject import Subject
from mcdeploy.evaluation.bootstrap.without import RANKS
from mcdeploy.evaluation.result import Key, Value
from mcdeploy.evaluation.statistic import Weights

BY_SCORE = (*RANKS, *LOSSES)
"""What begins like this changes with every score, all else only where a row is said to be of
another class; so that one row that is tells hardly more of such a difference than none."""


class Pair:
    """The numbers that both have; a value is ours less theirs."""

    def __init__(self, ours: Subject, theirs: Subject) -> None:
        self._ours, self._theirs = ours, theirs
        self.labels = ours.predictions.labels
        self.own, self.others = ours.values(), theirs.values()
        self._same = np.array_equal(
            ours.predictions.probabilities, theirs.predictions.probabilities
        )

    def values(self) -> dict[Key, Value]:
        return {
            key: _less(self.own[key], self.others[key]) for key in self.own if key in self.others
        }

    def without(self, criteria: Criteria) -> Mapping[Key, str]:
        """Where both say the same every difference is known."""
        if self._same and criteria.resamples:
            return {}
        return {**self._theirs.without(criteria), **self._ours.without(criteria)}

    def measure(self, keys: Sequence[Key]) -> Measure:
        """Of the same rows for both."""
        ours, theirs = self._ours.measure(keys), self._theirs.measure(keys)

        def apart(weights: Weights) -> NDArray[np.float64]:
            if self._same:  # and where a resample leaves both undefined
                return np.zeros((len(weights), len(keys)))
            return ours(weights) - theirs(weights)

        return apart

    def measured(self, key: Key, value: float, draws: Mapping[Key, Draws]) -> Measured:
        if self._same:
            return Measured(value, draws[key], Range(0.0, 0.0), math.inf)
        known = (value, draws[key], of_difference(self._ours.range(key)), self._of(key))
        if key.metric in COST_METRICS:
            return Measured(*known, least=self._ours.costs.any())
        shares = {
            part: Share(weight, self._of(part))
            for part, weight in parts(key, self._ours.rows, draws).items()
        }
        hidden = _both(key, [share for part, share in shares.items() if still(draws[part])])
        if key.metric.startswith(BY_SCORE):
            return Measured(*known, hidden)
        return Measured(*known, hidden, least=_both(key, shares.values()))

    def _of(self, key: Key) -> float:
        """The rows that it rests on."""
        return min(self._ours.rows.of(key), self._theirs.rows.of(key))


def _both(key: Key, shares: Collection[Share]) -> Hidden:
    """On either side; between groups only two of the rates make a difference."""
    most = 2 if key.metric in FAIRNESS_METRICS else None
    return Hidden(tuple(shares), tuple(shares), most)


def _less(ours: Value, theirs: Value) -> Value:
    if ours[0] is None or theirs[0] is None:
        return None, ours[1] or theirs[1]
    return ours[0] - theirs[0], ""
