"""The intervals of how far apart two models are, on the same rows."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mcdeploy.domain import Criteria
from mcdeploy.evaluation.bootstrap import contrast
from mcdeploy.evaluation.bootstrap.quantiles import unseen
from mcdeploy.evaluation.result import Contrast, Estimate, Interval, Key
from tests.evaluation.resampled import (
    FEW,
    found,
    interval,
    simulated,
    subject,
    sure,
)


def test_a_model_beside_itself_differs_by_nothing() -> None:
    sample = simulated((30, 20, 10))
    for key, one in contrast(subject(sample), subject(sample), FEW)[0.95].items():
        assert one.ours == one.theirs
        assert one.difference.value == 0.0
        assert one.difference.interval == Interval(0, 0, 0), key


def test_two_models_see_the_same_rows() -> None:
    """The difference of accuracies has the spread of the rows on which the models differ."""
    labels = [0] * 100 + [1] * 100
    ours = sure(labels, [1] * 30 + [0] * 70 + [1] * 100)
    theirs = sure(labels, [1] * 40 + [0] * 60 + [1] * 100)
    one = contrast(subject(ours), subject(theirs), Criteria(resamples=4000))[0.95][Key("accuracy")]
    assert (one.ours, one.theirs) == (0.85, 0.8)
    assert one.difference.value == pytest.approx(0.05)
    spread = math.sqrt(100 * 0.1 * 0.9) / 200
    assert interval(one.difference).error == pytest.approx(spread, rel=0.05)


def test_ours_less_theirs_is_theirs_less_ours_turned_round() -> None:
    one, other = subject(simulated((30, 20))), subject(simulated((30, 20), 3.0))
    other = subject(replace(other.predictions, labels=one.labels))
    forth, back = (contrast(*pair, FEW)[0.95] for pair in ((one, other), (other, one)))
    for key, there in forth.items():
        here = back[key]
        assert there.difference.value == pytest.approx(-(here.difference.value or 0.0))
        if there.difference.interval and here.difference.interval:
            assert there.difference.interval.low == pytest.approx(-here.difference.interval.high)


def test_where_neither_model_makes_a_mistake_the_difference_may_be_as_large_as_the_bound() -> None:
    labels = [0] * 20 + [1] * 20
    ours, theirs = sure(labels, labels), sure(labels, labels)
    theirs = replace(theirs, probabilities=np.where(theirs.probabilities > 0.5, 0.8, 0.2))
    one = contrast(subject(ours), subject(theirs), FEW)[0.95][Key("accuracy")].difference
    far = 1 - 0.025 ** (1 / 40)
    assert one.value == 0.0
    assert (interval(one).low, interval(one).high) == pytest.approx((-far, far))


def _once_more(worse: int, rows: int) -> Estimate:
    """Ours is wrong so often where theirs is right; elsewhere both are."""
    labels = [0] * (rows // 2) + [1] * (rows // 2)
    ours, theirs = sure(labels, [1] * worse + labels[worse:]), sure(labels, labels)
    theirs = replace(theirs, probabilities=np.where(theirs.probabilities > 0.5, 0.8, 0.2))
    return contrast(subject(ours), subject(theirs), FEW)[0.95][Key("accuracy")].difference


def test_a_model_that_is_wrong_once_more_is_not_more_surely_as_good() -> None:
    ends = [interval(_once_more(worse, 1000)).low for worse in range(5)]
    assert ends == sorted(ends, reverse=True)


def test_a_paired_difference_of_few_mistakes_is_held() -> None:
    """Ours is wrong in 0.65 % of 500 rows, theirs never; over all that may be drawn, exactly."""
    held = 0.0
    for wrong in range(13):
        one = interval(_once_more(wrong, 500))
        chance = math.comb(500, wrong) * 0.0065**wrong * 0.9935 ** (500 - wrong)
        held += chance * (one.low <= -0.0065 <= one.high)
    assert held >= 0.95


def test_what_is_hidden_in_a_small_class_is_hidden_in_a_paired_mean() -> None:
    """Both have all 5 rows of class b right; one wrong row of the others tells nothing of them."""
    labels = [0] * 1000 + [1] * 5
    theirs = sure(labels, labels)
    theirs = replace(theirs, probabilities=np.where(theirs.probabilities > 0.5, 0.8, 0.2))
    key, far = Key("balanced_accuracy"), math.hypot(unseen(0.95, 5), unseen(0.95, 1000)) / 2
    ends = []
    for wrong in range(2):
        ours = sure(labels, [1] * wrong + labels[wrong:])
        of = contrast(subject(ours), subject(theirs), FEW)[0.95][key].difference
        ends.append(interval(of).low)
    assert ends[0] == pytest.approx(-far)
    assert -far - 0.01 < ends[1] < ends[0]


def test_a_model_beside_itself_differs_by_nothing_whatever_resamples_leave_undefined() -> None:
    labels = [0] * 20 + [1] * 20
    sample = sure(labels, [0] * 38 + [1, 1])
    key = Key("precision", "b")
    assert found(sample)[key].interval is None
    beside = contrast(subject(sample), subject(sample), FEW)[0.95]
    assert interval(beside[key].difference) == Interval(0.0, 0.0, 0.0)
    assert interval(beside[Key("log_loss")].difference) == Interval(0.0, 0.0, 0.0)


def test_a_difference_is_undefined_where_one_side_is() -> None:
    ours, theirs = sure([0, 0, 1, 1], [0, 0, 0, 0]), sure([0, 0, 1, 1], [0, 0, 0, 1])
    key, why = Key("precision", "b"), "no row was said to be of this class"
    forth = contrast(subject(ours), subject(theirs), FEW)[0.95][key]
    assert forth == Contrast(None, 1.0, Estimate(None, None, why))
    back = contrast(subject(theirs), subject(ours), FEW)[0.95][key]
    assert back == Contrast(1.0, None, Estimate(None, None, why))
