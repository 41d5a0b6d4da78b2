"""One metric before and after."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from mcdeploy.domain import SMALLER_IS_BETTER
from mcdeploy.evaluation.report.reading import Reported
from mcdeploy.evaluation.result import Comparison, Contrast, Estimate, Interval, Key

NOT_MEASURED = Estimate(None, None, "it was not measured")


@dataclass(frozen=True, slots=True)
class Change:
    """One metric before and after; the difference is after less before. Its interval is `paired`
    where both were measured on the same rows and these are at hand, else that of independent
    samples, which is wider than it need be where the rows are the same."""

    metric: Key
    before: Estimate
    after: Estimate
    difference: Estimate
    paired: bool

    @property
    def better(self) -> bool | None:
        """Whether it became better; None where the interval cannot tell."""
        interval = self.difference.interval
        if interval is None or interval.low <= 0 <= interval.high:
            return None
        return (interval.low > 0) is not (self.metric.metric in SMALLER_IS_BETTER)


def changes(before: Reported, after: Reported, comparison: Comparison | None) -> tuple[Change, ...]:
    """Every metric of either, those of `after` first. `comparison` is `after` beside `before` on
    the same rows, where there is one. Pure."""
    contrasts = {} if comparison is None else comparison.contrasts
    keys = dict.fromkeys((*after.estimates, *before.estimates))
    return tuple(_change(key, before, after, contrasts.get(key)) for key in keys)


def _change(key: Key, before: Reported, after: Reported, contrast: Contrast | None) -> Change:
    old = before.estimates.get(key, NOT_MEASURED)
    new = after.estimates.get(key, NOT_MEASURED)
    if contrast is not None:
        return Change(key, old, new, contrast.difference, paired=True)
    return Change(key, old, new, independent(old, new, after.criteria.confidence), paired=False)


def independent(before: Estimate, after: Estimate, confidence: float) -> Estimate:
    """The difference of two independent estimates, with the normal interval: its standard error is
    the root of the sum of the squares of both (variances of independent variables add up)."""
    if before.value is None or after.value is None:
        return Estimate(None, None, _undefined(before, after))
    value = after.value - before.value
    if before.interval is None or after.interval is None:
        return Estimate(value, None, "one of the two has no interval")
    error = math.hypot(before.interval.error, after.interval.error)
    reach = NormalDist().inv_cdf((1 + confidence) / 2) * error
    return Estimate(value, Interval(value - reach, value + reach, error))


def _undefined(before: Estimate, after: Estimate) -> str:
    sides = (("before", before), ("after", after))
    return "; ".join(f"{when}: {one.why}" for when, one in sides if one.value is None)
