"""Two models on the same rows, and how much the first is above the second."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria
from mcdeploy.evaluation.bootstrap.intervals import Draws, Measured
from mcdeploy.evaluation.bootstrap.ranges import of_difference
from mcdeploy.evaluation.bootstrap.resampling import Measure
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.bootstrap.subject import Subject
from mcdeploy.evaluation.result import Key, Value
from mcdeploy.evaluation.statistic import Weights


class Pair:
    """The numbers that both have; a value is ours less theirs."""

    def __init__(self, ours: Subject, theirs: Subject) -> None:
        self._ours, self._theirs = ours, theirs
        self.labels = ours.predictions.labels
        self.own, self.others = ours.values(), theirs.values()
        self._rows = (Rows(ours.predictions), Rows(theirs.predictions))
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
            return ours(weights) - theirs(weights)

        return apart

    def measured(self, key: Key, value: float, draws: Mapping[Key, Draws]) -> Measured:
        return Measured(value, draws[key], of_difference(self._ours.range(key)), self._of(key))

    def _of(self, key: Key) -> float:
        """The rows; where both say the same nothing can ever differ: as many as one likes."""
        return math.inf if self._same else min(each.of(key) for each in self._rows)


def _less(ours: Value, theirs: Value) -> Value:
    if ours[0] is None or theirs[0] is None:
        return None, ours[1] or theirs[1]
    return ours[0] - theirs[0], ""
