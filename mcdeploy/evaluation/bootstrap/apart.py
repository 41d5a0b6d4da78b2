"""The interval of how far apart groups are.

A difference between groups is never below zero, and the draws of one lie above it: where groups are
alike their percentiles never hold that. So the end on the side of likeness is as far from the value
as the percentile on the other side, and further where the value is the greatest of several
differences, by Bonferroni's correction for their number.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from mcdeploy.evaluation.bootstrap.intervals import Draws, Measured
from mcdeploy.evaluation.result import Interval, Key


@dataclass(frozen=True, slots=True)
class Apart(Measured):
    """A difference, alike at 0, or a ratio, alike at 1: the extreme of so many `candidates`."""

    candidates: int = 1
    ratio: bool = False

    def _around(self, draws: Draws, confidence: float) -> Interval | str:
        tail = (1 - confidence) / 2
        low, high = (float(end) for end in np.quantile(draws, [tail, 1 - tail]))
        further = NormalDist().inv_cdf(tail / self.candidates) / NormalDist().inv_cdf(tail)
        if self.ratio:
            like = self.value * (self.value / low) ** further if low > 0 else 1.0
            ends = min(low, self.value), min(max(high, like), 1.0)
        else:
            like = self.value - further * (high - self.value)
            ends = max(min(low, like), 0.0), max(high, self.value)
        return Interval(*ends, float(draws.std(ddof=1)))


def candidates(key: Key, groups: int, classes: int) -> int:
    """Of how many differences it is the greatest: of each two groups, of both rates that make up
    the odds, and of each class where there are more than two and the key names none."""
    rates = 2 if key.metric.startswith("equalized_odds") else 1
    every = key.label is None and classes > 2 and not key.metric.startswith("accuracy")
    return math.comb(groups, 2) * rates * (classes if every else 1)
