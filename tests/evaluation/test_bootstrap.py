"""What the bootstrap says of the draws."""

import math
from dataclasses import replace

import numpy as np
import pytest

from mcdeploy.domain import Criteria, Event, Gate, Predictions
from mcdeploy.evaluation import evaluate
from mcdeploy.evaluation.bootstrap import estimate
from mcdeploy.evaluation.bootstrap.intervals import Measured
from mcdeploy.evaluation.bootstrap.quantiles import unseen
from mcdeploy.evaluation.bootstrap.ranges import Range, of_value
from mcdeploy.evaluation.bootstrap.without import CLASSES, WRONG
from mcdeploy.evaluation.result import Estimate, Key
from tests.evaluation.resampled import (
    FEW,
    found,
    found_value,
    interval,
    simulated,
    subject,
    sure,
)


def test_every_value_has_an_interval_that_holds_it_or_a_reason() -> None:
    for key, one in found(simulated((40, 25, 15))).items():
        if one.interval is None:
            assert one.why
            continue
        assert one.value is not None
        assert not one.why
        assert one.interval.low < one.value < one.interval.high
        assert one.interval.low >= of_value(key).low
        assert one.interval.high <= of_value(key).high


def test_the_expected_calibration_error_has_no_interval() -> None:
    one = found(simulated((40, 25)))[Key("ece")]
    assert one.value is not None
    assert one.interval is None
    assert "resample" in one.why


def test_without_resamples_there_are_values_alone() -> None:
    events: list[Event] = []
    sample = simulated((8, 8))
    estimates = estimate(subject(sample), Criteria(resamples=0), events.append)[0.95]
    assert not events
    assert {(one.interval, one.why) for one in estimates.values()} == {
        (None, "no resamples were asked for")
    }
    assert estimates[Key("accuracy")].value == found(sample)[Key("accuracy")].value


def test_what_is_undefined_says_why() -> None:
    one = found(sure([0, 0, 1, 1, 2], [0, 1, 1, 0, 0], k=3))[Key("precision", "c")]
    assert one == Estimate(None, None, "no row was said to be of this class")


def test_what_resamples_often_leave_undefined_has_no_interval() -> None:
    """One row is said to be of class b: more than a third of the resamples do not draw it."""
    sample = sure([0] * 20 + [1] * 20, [0] * 39 + [1])
    one = found(sample, Criteria(resamples=400))[Key("precision", "b")]
    assert one.value == 1.0
    assert one.interval is None
    assert one.why.endswith("% of the resamples leave it undefined")


def test_a_gate_may_ask_for_another_confidence() -> None:
    asked = replace(FEW, gates=(Gate("accuracy", min=0.5, confidence=0.5),))
    sample = simulated((30, 30))
    by_confidence = estimate(subject(sample), asked)
    assert set(by_confidence) == {0.95, 0.5}
    wide, narrow = (interval(by_confidence[c][Key("accuracy")]) for c in (0.95, 0.5))
    assert wide.low < narrow.low < narrow.high < wide.high
    assert wide.error == narrow.error


def test_an_accuracy_has_nearly_the_interval_of_a_binomial() -> None:
    """160 of 200 rows are right: Wilson's interval is [0.739, 0.850]."""
    sample = sure([0] * 100 + [1] * 100, [0] * 80 + [1] * 100 + [0] * 20)
    one = interval(found(sample, Criteria(resamples=4000))[Key("accuracy")])
    assert one.error == pytest.approx(math.sqrt(0.8 * 0.2 / 200), rel=0.05)
    assert (one.low, one.high) == pytest.approx((0.739, 0.850), abs=0.005)


@pytest.mark.parametrize("rows", [5, 20, 1000])
def test_without_a_mistake_the_bound_is_that_of_clopper_and_pearson(rows: int) -> None:
    labels = [0] * rows + [1] * (2 * rows)
    estimates = found(sure(labels, labels))
    for key, n in (
        (Key("accuracy"), 3 * rows),
        (Key("f1_micro"), 3 * rows),
        (Key("recall_weighted"), 3 * rows),
        (Key("recall", "b"), 2 * rows),
        (Key("precision", "a"), rows),
        (Key("f1", "b"), 2 * rows),
        (Key("roc_auc", "b"), rows),
        (Key("average_precision", "b"), rows),
        (Key("roc_auc_ovo_macro"), rows),
    ):
        one = interval(estimates[key])
        assert one.low == pytest.approx(0.025 ** (1 / n), abs=1e-12)
        assert (one.high, one.error) == (1.0, 0.0)


@pytest.mark.parametrize(
    ("metric", "weights"),
    [
        ("f1_macro", (1 / 2, 1 / 2)),
        ("balanced_accuracy", (1 / 2, 1 / 2)),
        ("precision_weighted", (1 / 3, 2 / 3)),
        ("mcc", (3 / 4, 3 / 2)),
    ],
)
def test_without_a_mistake_a_mean_has_the_bounds_of_its_classes(
    metric: str, weights: tuple[float, float]
) -> None:
    """Each as far as it counts, added up as squares; in Matthews correlation a class that has the
    share p of the rows counts p / (1 - the sum of all p squared)."""
    labels = [0] * 20 + [1] * 40
    one = interval(found(sure(labels, labels))[Key(metric)])
    far = math.hypot(weights[0] * unseen(0.95, 20), weights[1] * unseen(0.95, 40))
    assert 1 - one.low == pytest.approx(far, abs=1e-12)
    assert (one.high, one.error) == (1.0, 0.0)


def test_matthews_correlation_changes_as_fast_as_its_bound_says() -> None:
    """10 rows of class a, or of b, are taken for the other, and all else is right."""
    labels = [0] * 20_000 + [1] * 60_000
    for first, share, size in ((0, 0.25, 20_000), (20_000, 0.75, 60_000)):
        said = labels.copy()
        said[first : first + 10] = [1 - labels[first]] * 10
        fall = 1 - (found_value(sure(labels, said), Key("mcc")) or 0.0)
        assert fall * size / 10 == pytest.approx(share / (1 - 0.25**2 - 0.75**2), rel=1e-2)


def test_without_a_hit_it_is_the_bound_from_the_other_side() -> None:
    one = found(sure([0] * 30 + [1] * 30, [1] * 30 + [0] * 30))
    for key in (Key("recall", "a"), Key("precision", "b"), Key("f1", "a")):
        assert interval(one[key]).low == 0.0
        assert interval(one[key]).high == pytest.approx(1 - 0.025 ** (1 / 30), abs=1e-12)


def test_a_loss_without_spread_has_no_interval() -> None:
    flat = Measured(0.1, np.full(20, 0.1), Range(0, math.inf), 50)
    assert flat.interval(0.95) == "no resample differs from the value"


def test_ranks_of_very_many_classes_have_values_alone() -> None:
    k = CLASSES + 1
    labels = np.tile(np.arange(k), 3)
    probabilities = np.random.default_rng(0).dirichlet(np.ones(k), size=3 * k)
    sample = Predictions(tuple(map(str, range(k))), labels, probabilities)
    estimates = found(sample, Criteria(resamples=3))
    assert estimates[Key("roc_auc_ovo_macro")].value is not None
    assert estimates[Key("roc_auc", "7")].why == (
        f"there are {k} classes, and ranks have intervals up to {CLASSES}"
    )
    assert estimates[Key("accuracy")].interval is not None


def test_a_class_without_a_mistake_widens_the_mean_over_the_classes() -> None:
    """4 rows are said to be of class b, rightly: half of their bound is the least that the mean of
    the precisions is unsure by, though class a alone has a spread."""
    labels = [0] * 96 + [1] * 10
    sample = sure(labels, [0] * 96 + [0] * 6 + [1] * 4)
    estimates = found(sample, Criteria(resamples=400))
    macro = estimates[Key("precision_macro")]
    assert macro.value is not None
    below = macro.value - interval(macro).low
    least = (1 - 0.025 ** (1 / 4)) / 2
    assert least <= below < 1.2 * least
    assert interval(macro).high - macro.value < 0.1


def test_a_class_without_a_hit_widens_the_mean_the_other_way() -> None:
    """0 of 8 may be a recall of 0.37; what is said of the others has a spread."""
    labels = [0] * 1000 + [1] * 8
    estimates = found(sure(labels, [1] * 50 + [0] * 958))
    for key in (Key("balanced_accuracy"), Key("mcc")):
        one = estimates[key]
        assert one.value is not None
        assert interval(one).high - one.value >= unseen(0.95, 8) / 2
        assert one.value - interval(one).low < 0.1


@pytest.mark.parametrize("wrong", [WRONG - 1, WRONG])
def test_a_loss_has_an_interval_when_enough_rows_are_wrong(wrong: int) -> None:
    labels = [0] * 100 + [1] * 100 + [2] * 100
    estimates = found(sure(labels, [1] * wrong + labels[wrong:], k=3))
    for key in (Key("log_loss"), Key("brier"), Key("brier", "a"), Key("brier", "b")):
        one = estimates[key]
        assert (one.interval is None) == (wrong < WRONG)
        assert one.why.startswith("fewer than 10 rows are wrong" if wrong < WRONG else "")
    assert estimates[Key("brier", "c")].why.startswith("fewer than 10 rows are wrong")


def test_a_cost_of_one_for_each_mistake_is_the_share_of_mistakes() -> None:
    """The same number under another name has the same interval."""
    labels = [0] * 50 + [1] * 50
    criteria = Criteria(costs={"a": {"b": 1.0}, "b": {"a": 1.0}})
    for wrong, tolerance in ((0, 1e-9), (1, 0.05), (20, 0.05)):
        judged = evaluate(sure(labels, [1] * wrong + labels[wrong:]), criteria)
        cost, accuracy = judged.of("expected_cost_most_probable"), judged.of("accuracy")
        assert interval(cost).high == pytest.approx(1 - interval(accuracy).low, rel=tolerance)
        assert interval(cost).low >= 0.0


def test_a_class_whose_rows_cost_nothing_yet_may_cost_much() -> None:
    """A row of class b costs 50 when it is taken for a, and of 40 none was."""
    labels = [0] * 160 + [1] * 40
    criteria = Criteria(costs={"a": {"b": 1.0}, "b": {"a": 50.0}})
    one = evaluate(sure(labels, [1] * 8 + labels[8:]), criteria).of("expected_cost_most_probable")
    assert one.value is not None
    assert one.value == pytest.approx(0.04)
    assert interval(one).high - one.value >= 50 * 40 / 200 * unseen(0.95, 40)


def test_no_interval_of_a_cost_leaves_what_costs_can_be() -> None:
    """Few mistakes, and dear ones: the value less two standard errors would be a gain."""
    labels = np.repeat([0, 1], [200, 40])
    scores = np.where(labels, 0.9, 0.1)
    scores[[0, 201]] = 0.5
    said = Predictions(("no", "yes"), labels, np.column_stack([1 - scores, scores]))
    criteria = Criteria(costs={"yes": {"no": 100.0}, "no": {"yes": 1.0}})
    found = evaluate(said, criteria).of("expected_cost_most_probable")
    assert found.value is not None
    assert found.interval is not None
    assert 0.0 <= found.interval.low < found.value < found.interval.high
    assert found.interval.high < (100 * 40 + 200) / 240
    assert found.value < 1.96 * found.interval.error
