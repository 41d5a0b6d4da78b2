"""One metric before and after."""

import math
from dataclasses import dataclass
from statistics import NormalDist

from mcdeploy.evaluation.report.better import better
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
        return better(self.metric.metric, self.difference)


def changes(before: Reported, after: Reported, comparison: Comparison | None) -> tuple[Change, ...]:
    """Every metric of either, those of `after` first. `comparison` is `after` beside `before` on
    the same rows, where there is one. Pure."""
    contrasts = {} if comparison is None else comparison.contrasts
    stretch = _quantile(after) / _quantile(before)
    return tuple(
        _change(
            key,
            before.estimates.get(key, NOT_MEASURED),
            after.estimates.get(key, NOT_MEASURED),
            contrasts.get(key),
            stretch,
        )
        for key in dict.fromkeys((*after.estimates, *before.estimates))
    )


def _quantile(of: Reported) -> float:
    """Standard errors on either side of a number that is distributed normally."""
    return NormalDist().inv_cdf((1 + of.criteria.confidence) / 2)


def _change(
    key: Key, before: Estimate, after: Estimate, contrast: Contrast | None, stretch: float
) -> Change:
    if contrast is not None:
        return Change(key, before, after, contrast.difference, paired=True)
    return Change(key, before, after, independent(before, after, stretch), paired=False)


def independent(before: Estimate, after: Estimate, stretch: float = 1.0) -> Estimate:
    """The difference of two independent estimates. Its interval is made of both: the distances of
    their ends from the values add up as squares (Zou and Donner, Construction of confidence limits
    about effect measures: a general approach, 2008), as do the standard errors. `stretch` makes
    the interval before as wide as its confidence would be, were it that of the one after."""
    if before.value is None or after.value is None:
        return Estimate(None, None, _undefined(before, after))
    value, old, new = after.value - before.value, before.interval, after.interval
    if old is None or new is None:
        return Estimate(value, None, "one of the two has no interval")
    down = math.hypot(after.value - new.low, stretch * (old.high - before.value))
    up = math.hypot(new.high - after.value, stretch * (before.value - old.low))
    return Estimate(value, Interval(value - down, value + up, math.hypot(old.error, new.error)))


def _undefined(before: Estimate, after: Estimate) -> str:
    sides = (("before", before), ("after", after))
    return "; ".join(f"{when}: {one.why}" for when, one in sides if one.value is None)
