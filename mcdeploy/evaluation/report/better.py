"""Which of two numbers is better, as far as the interval of their difference can tell."""

from mcdeploy.domain import SMALLER_IS_BETTER
from mcdeploy.evaluation.result import Estimate


def better(metric: str, difference: Estimate) -> bool | None:
    """Whether the first is, of which the second was taken; None where the interval holds 0, or
    there is none."""
    interval = difference.interval
    if interval is None or interval.low <= 0 <= interval.high:
        return None
    return (interval.low > 0) is not (metric in SMALLER_IS_BETTER)
