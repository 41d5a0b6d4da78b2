"""Between which numbers a metric lies, and the scale on which that range has no ends."""

import math
from dataclasses import dataclass

from mcdeploy.evaluation.result import Key

LOSSES = ("log_loss", "brier")


@dataclass(frozen=True, slots=True)
class Range:
    """From `low` to `high`; a range that ends on one side ends below.

    On its own scale a number is the logarithm of its odds between two ends, the logarithm of its
    distance from one, and itself where there is none.
    """

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        """Strictly between the ends."""
        return self.low < value < self.high

    def scaled(self, value: float) -> float:
        if math.isinf(self.low):
            return value
        if math.isinf(self.high):
            return math.log(value - self.low)
        return math.log((value - self.low) / (self.high - value))

    def slope(self, value: float) -> float:
        """How fast the scale grows there."""
        if math.isinf(self.low):
            return 1.0
        if math.isinf(self.high):
            return 1 / (value - self.low)
        return (self.high - self.low) / ((value - self.low) * (self.high - value))

    def back(self, scaled: float) -> float:
        if math.isinf(self.low):
            return scaled
        if math.isinf(self.high):
            return self.low + math.exp(scaled)
        share = 1 / (1 + math.exp(-scaled)) if scaled > 0 else 1 - 1 / (1 + math.exp(scaled))
        return self.low + (self.high - self.low) * share


def of_value(key: Key) -> Range:
    if key.metric in LOSSES:
        return Range(0.0, math.inf)
    return Range(-1.0, 1.0) if key.metric == "mcc" else Range(0.0, 1.0)


def of_difference(whole: Range) -> Range:
    """Of two numbers of the same range."""
    width = whole.high - whole.low
    return Range(-width, width)
