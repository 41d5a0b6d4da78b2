"""Mistakes that no resample has seen, because the test rows hold none.

Where no row of a class is wrong every resample says so, and the bootstrap knows nothing of how many
may be. The bound of Clopper and Pearson does. In a number that is made of several, the distances of
independent parts add up as squares (Zou and Donner, Construction of confidence limits about effect
measures: a general approach, 2008).
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from mcdeploy.evaluation.bootstrap.quantiles import unseen


@dataclass(frozen=True, slots=True)
class Share:
    """A share of so many rows, by which a number changes `weight` times as much."""

    weight: float
    rows: float


@dataclass(frozen=True, slots=True)
class Hidden:
    """The shares by which a number may be below its value, and above it, though no resample is.
    Of more than `most` of them the furthest count."""

    below: tuple[Share, ...] = ()
    above: tuple[Share, ...] = ()
    most: int | None = None

    def far(self, confidence: float) -> tuple[float, float]:
        """How far below and how far above."""
        return self._together(self.below, confidence), self._together(self.above, confidence)

    def _together(self, shares: Iterable[Share], confidence: float) -> float:
        far = sorted((each.weight * unseen(confidence, each.rows) for each in shares), reverse=True)
        return math.hypot(*far[: self.most])


NOTHING = Hidden()
