"""From the draws of a number to its interval, or to the reason why there is none.

The interval is the value and so many standard errors of the draws on either side, on a scale on
which the range of the metric has no ends; it holds the value and stays in the range. On simulated
data it covers better than percentiles of the draws, corrected for bias or not
(benchmarks/coverage.py).
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.bootstrap.hidden import Hidden, nothing
from mcdeploy.evaluation.bootstrap.quantiles import reach, unseen
from mcdeploy.evaluation.bootstrap.ranges import Range
from mcdeploy.evaluation.result import Interval

Draws = NDArray[np.float64]

SAME = 1e-12
"""Draws that are no further apart than this are all the same."""

UNDEFINED = 0.01
"""The largest share of resamples without a value that are left out; with more of them there is no
interval, for those that are left no longer stand for all."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A number: its value, the value in each resample (NaN where there is none), its range, and
    how many rows it rests on. `hidden` is, for a mean over classes in some of which resamples saw
    no mistake, how far it may be below its value for those of each, at a confidence."""

    value: float
    draws: Draws
    range: Range
    rows: float
    hidden: Hidden = nothing

    def interval(self, confidence: float) -> Interval | str:
        """Or the reason why there is none."""
        draws = self.draws[~np.isnan(self.draws)]
        lost = 1 - len(draws) / len(self.draws)
        if lost > UNDEFINED:
            return f"{lost:.0%} of the resamples leave it undefined"
        if np.ptp(draws) <= SAME:
            return self._without_spread(confidence)
        if self.rows < 2:
            return "it rests on a single row"
        return self._around(draws, confidence)

    def _around(self, draws: Draws, confidence: float) -> Interval | str:
        error = float(draws.std(ddof=1))
        if self.value not in self.range:
            far = reach(confidence, self.rows) * error
            low, high = self.value - far, self.value + far
        else:
            far = reach(confidence, self.rows) * error * self.range.slope(self.value)
            middle = self.range.scaled(self.value)
            low, high = self.range.back(middle - far), self.range.back(middle + far)
        low = self.value - math.hypot(self.value - low, self.hidden(confidence))
        return Interval(max(low, self.range.low), min(high, self.range.high), error)

    def _without_spread(self, confidence: float) -> Interval | str:
        """Where no mistake was seen, no resample sees one, and the bootstrap says nothing."""
        if math.isinf(self.range.high) and not math.isinf(self.rows):
            return "no resample differs from the value"
        share = unseen(confidence, self.rows) * self.range.unit
        low, high = self.value - share, self.value + share
        return Interval(max(low, self.range.low), min(high, self.range.high), 0.0)
