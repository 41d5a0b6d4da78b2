"""How sure the numbers are: intervals from resamples of the rows.

The bootstrap is stratified: a resample has as many rows of each true class as there are, as the
split has. Efron and Tibshirani, An Introduction to the Bootstrap (1993).
"""

from mcdeploy.domain import Criteria, Listener, quiet
from mcdeploy.evaluation.bootstrap.estimates import estimates
from mcdeploy.evaluation.bootstrap.pair import Pair
from mcdeploy.evaluation.bootstrap.subject import Subject
from mcdeploy.evaluation.result import Contrast, Estimate, Key

__all__ = ["Subject", "contrast", "estimate"]


def estimate(
    subject: Subject, criteria: Criteria, listener: Listener = quiet
) -> dict[float, dict[Key, Estimate]]:
    """Every number of the subject, by the confidence of its interval: those of the criteria.

    The same input gives the same numbers. The listener is told how many resamples are done.
    """
    return estimates(subject, criteria, listener)


def contrast(
    ours: Subject, theirs: Subject, criteria: Criteria, listener: Listener = quiet
) -> dict[float, dict[Key, Contrast]]:
    """Every number that both have, beside each other, by the confidence of the interval of the
    difference. It is paired: a resample draws the same rows for both.

    Rows and classes of both are the same, in the same order. A model beside itself differs by 0,
    and the interval is 0 too.
    """
    pair = Pair(ours, theirs)
    return {
        confidence: {
            key: Contrast(pair.own[key][0], pair.others[key][0], difference)
            for key, difference in differences.items()
        }
        for confidence, differences in estimates(pair, criteria, listener).items()
    }
