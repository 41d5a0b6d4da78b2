"""The interval of how far apart groups are.

A difference between groups is never below zero, and the draws of one lie above it: where groups are
alike their spread about their own mean is too small, and that about the value is taken. The end on
the side of likeness is further away where the value is the greatest of several differences, by
Bonferroni's correction for their number. A rate of a group in which no resample differs widens
both ends, for nobody knows it exactly.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from mcdeploy.evaluation.bootstrap.hidden import Hidden, Share
from mcdeploy.evaluation.bootstrap.intervals import Measured
from mcdeploy.evaluation.bootstrap.parts import Draws, still
from mcdeploy.evaluation.bootstrap.quantiles import reach
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.result import Key


@dataclass(frozen=True, slots=True)
class Apart(Measured):
    """A difference, alike at 0, or a ratio, alike at 1: the extreme of so many `candidates`."""

    candidates: int = 1
    ratio: bool = False

    def _ends(self, draws: Draws, confidence: float) -> tuple[float, float]:
        far = reach(confidence, self.rows) * math.sqrt(float(((draws - self.value) ** 2).mean()))
        tail = (1 - confidence) / 2
        further = far * NormalDist().inv_cdf(tail / self.candidates) / NormalDist().inv_cdf(tail)
        if not self.ratio:
            return max(self.value - further, 0.0), min(self.value + far, 1.0)
        if not self.value:
            return 0.0, min(further, 1.0)
        like = min(further / self.value, -math.log(self.value))
        return self.value * math.exp(-far / self.value), self.value * math.exp(like)


def rates(key: Key, made_of: Iterable[Key], draws: Mapping[Key, Draws], rows: Rows) -> Hidden:
    """Those without spread; of the two groups that are furthest apart each may be one of them. A
    ratio changes with a rate by one over the greatest of the groups'."""
    level = {each: _mean(draws[each]) for each in made_of}
    shares = []
    for each in (one for one in level if still(draws[one])):
        most = max(level[other] for other in level if other[:2] == each[:2])
        weight = 1.0 if not key.metric.endswith("_ratio") else 1 / most if most else math.inf
        shares.append(Share(weight, rows.of(each)))
    return Hidden(tuple(shares), tuple(shares), most=2)


def _mean(draws: Draws) -> float:
    seen = draws[~np.isnan(draws)]
    return float(seen.mean()) if len(seen) else 0.0


def candidates(key: Key, groups: int, classes: int) -> int:
    """Of how many differences it is the greatest: of each two groups, of both rates that make up
    the odds, and of each class where there are more than two and the key names none."""
    rates = 2 if key.metric.startswith("equalized_odds") else 1
    every = key.label is None and classes > 2 and not key.metric.startswith("accuracy")
    return math.comb(groups, 2) * rates * (classes if every else 1)
