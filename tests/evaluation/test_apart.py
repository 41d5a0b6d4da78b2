"""The intervals of how far apart groups are."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation import fairness
from mcdeploy.evaluation.bootstrap import Subject, estimate
from mcdeploy.evaluation.bootstrap.apart import Apart, candidates
from mcdeploy.evaluation.bootstrap.quantiles import unseen
from mcdeploy.evaluation.bootstrap.ranges import Range
from mcdeploy.evaluation.result import Estimate, Interval, Key
from tests.evaluation.resampled import (
    grouped,
    interval,
    sure,
)


def _apart(sample: Predictions, metric: str) -> Estimate:
    judged = Subject(sample, fairness.statistics(sample, Criteria()))
    return estimate(judged, Criteria(resamples=400))[0.95][Key(metric, None, "column")]


@pytest.mark.parametrize("rates", [[0.5, 0.55], [0.5, 0.5, 0.5, 0.6], [0.5, 0.5]])
def test_groups_that_are_nearly_alike_may_be_alike(rates: list[float]) -> None:
    sample = grouped(rates, 40)
    difference = interval(_apart(sample, "equal_opportunity_difference"))
    ratio = interval(_apart(sample, "equal_opportunity_ratio"))
    assert difference.low == 0.0
    assert 0.1 < difference.high < 0.5
    assert ratio.high == 1.0
    assert 0.4 < ratio.low < 0.9


def test_groups_that_are_far_apart_are_not_alike() -> None:
    sample = grouped([0.2, 0.8], 100)
    one = _apart(sample, "equal_opportunity_difference")
    error = math.sqrt(2 * 0.8 * 0.2 / 100)
    assert (interval(one).low, interval(one).high) == pytest.approx(
        (0.6 - 1.96 * error, 0.6 + 1.96 * error), abs=0.03
    )
    ratio = interval(_apart(sample, "equal_opportunity_ratio"))
    assert 0.1 < ratio.low < 0.25 < ratio.high < 0.5


def test_the_greatest_of_many_differences_reaches_further() -> None:
    of = Apart(0.3, np.linspace(0.2, 0.5, 500), Range(0, 1), 50, candidates=1)
    few, many = of.interval(0.95), replace(of, candidates=45).interval(0.95)
    assert isinstance(few, Interval)
    assert isinstance(many, Interval)
    assert many.low < few.low
    assert many.high == few.high
    key = Key("equalized_odds_difference", None, "column")
    assert candidates(key, 3, 2) == 3 * 2
    assert candidates(key, 3, 5) == 3 * 2 * 5
    assert candidates(key._replace(label="a"), 3, 5) == 3 * 2
    assert candidates(Key("accuracy_ratio", None, "column"), 4, 5) == 6


def test_a_perfect_small_group_does_not_prove_that_groups_differ() -> None:
    """6 of 6 were found, and 450 of 500: of the six may be 0.54 to 1 (Clopper and Pearson)."""
    sample = sure([1] * 506, [1] * 456 + [0] * 50)
    sample = replace(sample, groups={"column": np.repeat(["few", "many"], [6, 500])})
    difference = interval(_apart(sample, "equal_opportunity_difference"))
    ratio = interval(_apart(sample, "equal_opportunity_ratio"))
    assert (difference.low, ratio.high) == (0.0, 1.0)
    assert difference.high >= 0.9 - 0.54
    assert ratio.low <= 0.54 / 0.9


def test_two_perfect_groups_may_differ_by_what_is_unseen_in_both() -> None:
    sample = sure([1] * 30, [1] * 30)
    sample = replace(sample, groups={"column": np.repeat(["few", "many"], [10, 20])})
    one = interval(_apart(sample, "equal_opportunity_difference"))
    assert one.low == 0.0
    assert one.high == pytest.approx(math.hypot(unseen(0.95, 10), unseen(0.95, 20)))


def test_of_the_ratio_of_what_was_never_seen_nothing_is_known() -> None:
    """No row of either group was taken for class b, but how often that is may differ."""
    sample = sure([0] * 100 + [1] * 100, [0] * 100 + [1] * 90 + [0] * 10)
    sample = replace(sample, groups={"column": np.tile(["f", "m"], 100)})
    one = _apart(sample, "equalized_odds_ratio")
    assert (interval(one).low, interval(one).high) == (0.0, 1.0)


def test_the_difference_of_groups_is_held_by_its_interval() -> None:
    """Of both 0.9 are found, of 10 rows and of 500. What is not held is within three standard
    errors of 5 in 100."""
    held = 0
    for seed in range(100):
        few, many = np.random.default_rng(seed).binomial([10, 500], 0.9)
        sample = sure([1] * 510, [1] * few + [0] * (10 - few) + [1] * many + [0] * (500 - many))
        sample = replace(sample, groups={"column": np.repeat(["few", "many"], [10, 500])})
        held += interval(_apart(sample, "equal_opportunity_difference")).low <= 0.0
    assert held >= 89


def test_more_confidence_reaches_further_between_groups_too() -> None:
    """Of few draws there is no percentile that far out."""
    of = Apart(0.3, np.linspace(0.25, 0.35, 100), Range(0, 1), 50)
    some, most = of.interval(0.98), of.interval(0.9999)
    assert isinstance(some, Interval)
    assert isinstance(most, Interval)
    assert most.high - most.low > 1.6 * (some.high - some.low)
