"""From the draws of a number to its interval, or to the reason why there is none.

The interval is the value and so many standard errors of the draws on either side, on a scale on
which the range of the metric has no ends; it holds the value and stays in the range. On simulated
data it covers better than percentiles of the draws, corrected for bias or not
(benchmarks/coverage.py). What no resample has seen widens it.
"""

import math
from dataclasses import dataclass

import numpy as np

from mcdeploy.evaluation.bootstrap.hidden import NOTHING, Hidden
from mcdeploy.evaluation.bootstrap.parts import Draws, still
from mcdeploy.evaluation.bootstrap.quantiles import reach
from mcdeploy.evaluation.bootstrap.ranges import Range
from mcdeploy.evaluation.result import Interval

UNDEFINED = 0.01
"""The largest share of resamples without a value that are left out; with more of them there is no
interval, for those that are left no longer stand for all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number: its value, the value in each resample (NaN where there is none), its range, and
    how many rows it rests on. What is `hidden` widens the interval, as a part of its own beside
    what the draws tell, and it reaches `least` as far as that."""

    value: float
    draws: Draws
    range: Range
    rows: float
    hidden: Hidden = NOTHING
    least: Hidden = NOTHING

    def interval(self, confidence: float) -> Interval | str:
        """Or the reason why there is none."""
        draws = self.draws[~np.isnan(self.draws)]
        lost = 1 - len(draws) / len(self.draws)
        if lost > UNDEFINED:
            return f"{lost:.0%} of the resamples leave it undefined"
        if still(draws):
            if math.isinf(self.range.high):
                return "no resample differs from the value"
            return self._widened(self.value, self.value, 0.0, confidence)
        if self.rows < 2:
            return "it rests on a single row"
        return self._widened(*self._ends(draws, confidence), float(draws.std(ddof=1)), confidence)

    def _ends(self, draws: Draws, confidence: float) -> tuple[float, float]:
        """As far as the draws tell."""
        far = reach(confidence, self.rows) * float(draws.std(ddof=1))
        if self.value not in self.range:
            return self.value - far, self.value + far
        far *= self.range.slope(self.value)
        middle = self.range.scaled(self.value)
        return self.range.back(middle - far), self.range.back(middle + far)

    def _widened(self, low: float, high: float, error: float, confidence: float) -> Interval:
        far = zip(self.hidden.far(confidence), self.least.far(confidence), strict=True)
        drawn = self.value - low, high - self.value
        below, above = (
            max(math.hypot(each, hidden), least)
            for each, (hidden, least) in zip(drawn, far, strict=True)
        )
        low, high = self.value - below, self.value + above
        return Interval(max(low, self.range.low), min(high, self.range.high), error)
