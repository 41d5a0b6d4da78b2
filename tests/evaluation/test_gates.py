"""Gates hold back what they must, and name what they do not know."""

import dataclasses
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import SMALLER_IS_BETTER, Criteria, Gate, Predictions
from mcdeploy.errors import GateFailed, ManifestError
from mcdeploy.evaluation import Evaluation, Incomparable, check, enforce, evaluate
from mcdeploy.evaluation.gates import Verdict, asked, named
from mcdeploy.evaluation.result import (
    Advice,
    Class,
    Comparison,
    Contrast,
    Curves,
    Estimate,
    Interval,
    Key,
)

FRAUD = Key("recall", "fraud")


def _measured(estimates: dict[Key, Estimate], sure: dict[Key, Estimate]) -> Evaluation:
    """With intervals of confidence 0.95, and elsewhere of 0.5."""
    return Evaluation(
        Criteria(),
        2,
        "",
        (Class("fine", 1, 1), Class("fraud", 1, 1)),
        ((1, 0), (0, 1)),
        estimates,
        Curves((), ()),
        (),
        Advice(Key("accuracy"), ""),
        elsewhere={0.5: sure},
    )


def _scored(value: float | None) -> Evaluation:
    why = "nobody counted" if value is None else ""
    return _measured({Key("accuracy"): Estimate(value, None, why)}, {})


def _sure() -> Evaluation:
    wide = Estimate(0.912, Interval(0.871, 0.944, 0.02))
    narrow = Estimate(0.912, Interval(0.901, 0.924, 0.02))
    return _measured({FRAUD: wide}, {FRAUD: narrow})


def _compared(metric: str, ours: float, theirs: float, half: float = 0.25) -> Comparison:
    """The difference is known to within `half`."""
    less = ours - theirs
    interval = Interval(less - half, less + half, half)
    contrast = Contrast(ours, theirs, Estimate(less, interval))
    return Comparison("ours", "release abc", {Key(metric): contrast})


def _one(evaluation: Evaluation, gate: Gate) -> Verdict:
    (verdict,) = check(evaluation, (gate,))
    return verdict


@given(
    st.floats(0, 1),
    st.none() | st.floats(0, 1),
    st.none() | st.floats(0, 1),
)
def test_a_gate_passes_exactly_within_its_bounds(
    value: float, least: float | None, most: float | None
) -> None:
    if least is None and most is None:
        least = 0.0
    verdict = _one(_scored(value), Gate("accuracy", min=least, max=most))
    inside = (least is None or value >= least) and (most is None or value <= most)
    assert verdict.passed is inside
    assert verdict.value == value


def test_a_nan_and_a_metric_without_value_never_pass() -> None:
    for gate in (Gate("accuracy", min=-1e300), Gate("accuracy", max=1e300)):
        assert not _one(_scored(math.nan), gate).passed
        verdict = _one(_scored(None), gate)
        assert (verdict.passed, verdict.value) == (False, None)
        assert verdict.why == "undefined: nobody counted"


def test_a_value_just_below_its_bound_does_not_look_like_it() -> None:
    verdict = _one(_scored(math.nextafter(0.95, 0)), Gate("accuracy", min=0.95))
    assert verdict.why == "0.9499999999999998, must be at least 0.95"


def test_a_gate_of_one_class_looks_at_that_class(evaluation: Evaluation) -> None:
    assert _one(evaluation, Gate("recall", min=0.6, label="ham")).value == pytest.approx(2 / 3)
    assert _one(evaluation, Gate("recall", min=0.6, label="spam")).passed


def test_enforce_names_every_gate_that_failed_with_value_and_bound(evaluation: Evaluation) -> None:
    gates = (
        Gate("accuracy", min=0.9),
        Gate("log_loss", max=10.0),
        Gate("recall", min=0.95, max=0.99, label="ham"),
        Gate("precision_macro", min=0.1),
    )
    with pytest.raises(GateFailed) as caught:
        enforce(check(evaluation, gates))
    told = str(caught.value)
    assert "accuracy: 0.666667, must be at least 0.9" in told
    assert "recall of 'ham': 0.666667, must be at least 0.95 and at most 0.99" in told
    assert "precision_macro: undefined: precision of class" in told
    assert "log_loss" not in told
    assert caught.value.remedy


def test_enforce_lets_pass_what_passed_and_what_somebody_allowed(evaluation: Evaluation) -> None:
    enforce(check(evaluation, (Gate("accuracy", min=0.5), Gate("log_loss", max=10.0))))
    enforce(())
    failed = check(evaluation, (Gate("accuracy", min=0.9),))
    enforce(failed, "a demonstration")
    with pytest.raises(GateFailed):
        enforce(failed)


def test_the_worse_end_of_the_interval_must_keep_the_bound() -> None:
    gate = Gate("recall", min=0.9, label="fraud", confidence=0.95)
    verdict = _one(_sure(), gate)
    assert not verdict.passed
    assert verdict.interval == Interval(0.871, 0.944, 0.02)
    assert f"{named(gate)}: {verdict.why}" == (
        "recall of 'fraud': 0.912 (0.871 to 0.944), the lower end must be at least 0.9"
    )
    assert _one(_sure(), dataclasses.replace(gate, confidence=0.5)).passed
    value = _one(_sure(), dataclasses.replace(gate, confidence=None))
    assert (value.passed, value.interval) == (True, None)
    most = _one(_sure(), Gate("recall", min=0.87, max=0.93, label="fraud", confidence=0.95))
    assert not most.passed
    assert most.why.endswith(
        "the lower end must be at least 0.87 and the upper end must be at most 0.93"
    )


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.sampled_from([0.5, 0.95]))
def test_with_confidence_an_end_decides(
    first: float, second: float, bound: float, confidence: float
) -> None:
    low, high = sorted((first, second))
    right = {FRAUD: Estimate((low + high) / 2, Interval(low, high, 0.1))}
    wrong = {FRAUD: Estimate(0.5, Interval(-1, 2, 0.1))}
    made = _measured(*((right, wrong) if confidence == 0.95 else (wrong, right)))
    least = Gate("recall", min=bound, label="fraud", confidence=confidence)
    most = Gate("recall", max=bound, label="fraud", confidence=confidence)
    assert _one(made, least).passed is (low >= bound)
    assert _one(made, most).passed is (high <= bound)


def test_without_an_interval_where_one_is_needed_it_fails() -> None:
    made = _measured({FRAUD: Estimate(1.0, None, "too few rows are of this class")}, {})
    gate = Gate("recall", min=0.5, label="fraud", confidence=0.95)
    verdict = _one(made, gate)
    assert (verdict.passed, verdict.value) == (False, 1.0)
    assert verdict.why.startswith("1, and there is no interval: too few rows are of this class. ")
    assert verdict.why.endswith("test on more rows, or hold this metric without `confidence`")


def test_a_loss_of_a_model_that_is_hardly_ever_wrong_fails_and_says_what_to_do() -> None:
    labels = np.arange(40) % 2
    said = Predictions(("a", "b"), labels, np.where(np.eye(2)[labels] > 0, 0.99, 0.01))
    gate = Gate("log_loss", max=0.1, confidence=0.95)
    (verdict,) = check(evaluate(said, Criteria((gate,), resamples=20)), (gate,))
    assert not verdict.passed
    assert verdict.why.startswith("0.0100503, and there is no interval: fewer than 10 rows are wr")
    assert "without `confidence`" in verdict.why
    value = dataclasses.replace(gate, confidence=None)
    assert check(evaluate(said, Criteria((value,), resamples=20)), (value,))[0].passed


@given(
    st.sampled_from(["f1_macro", "log_loss"]),
    st.floats(0, 1),
    st.floats(0, 1),
    st.floats(0, 0.5),
    st.booleans(),
)
def test_not_worse_than_holds_the_difference_against_by(
    metric: str, ours: float, theirs: float, by: float, sure: bool
) -> None:
    gate = Gate(metric, not_worse_than="current", by=by, confidence=0.95 if sure else None)
    half = 0.25 if sure else 0.0
    made = _measured({Key(metric): Estimate(ours)}, {})
    (verdict,) = check(made, (gate,), _compared(metric, ours, theirs))
    worse = ours - theirs + half if metric in SMALLER_IS_BETTER else theirs - ours + half
    assert verdict.passed is (worse <= by + 1e-12)


@pytest.mark.parametrize(
    ("metric", "ours", "theirs"), [("accuracy", 0.85, 0.9), ("log_loss", 0.9, 0.85)]
)
def test_what_only_rounding_puts_beyond_the_limit_is_within(
    metric: str, ours: float, theirs: float
) -> None:
    gate = Gate(metric, not_worse_than="current", by=0.05)
    made = _measured({Key(metric): Estimate(ours)}, {})
    assert abs(ours - theirs) > gate.by
    (verdict,) = check(made, (gate,), _compared(metric, ours, theirs))
    assert verdict.passed
    assert "05," in verdict.why
    narrower = dataclasses.replace(gate, by=0.05 - 1e-9)
    (verdict,) = check(made, (narrower,), _compared(metric, ours, theirs))
    assert not verdict.passed


def test_what_a_comparison_says() -> None:
    gate = Gate("f1_macro", not_worse_than="current", by=0.125, confidence=0.95)
    made = _measured({Key("f1_macro"): Estimate(0.5)}, {})
    (verdict,) = check(made, (gate,), _compared("f1_macro", 0.5, 0.75))
    assert verdict.why == (
        "release abc has 0.75, the difference is -0.25 (-0.5 to 0), the lower end must be "
        "at least -0.125"
    )
    assert (verdict.value, verdict.interval) == (-0.25, Interval(-0.5, 0.0, 0.25))


def test_with_nothing_to_compare_with_it_passes_and_says_so() -> None:
    gate = Gate("accuracy", not_worse_than="current")
    (verdict,) = check(_scored(0.5), (gate,), "nothing is live yet")
    assert (verdict.passed, verdict.value, verdict.why) == (True, None, "nothing is live yet")
    assert not verdict.held


@pytest.mark.parametrize("current", ["nothing is live yet", Incomparable("of other rows"), None])
def test_what_is_undefined_fails_whatever_is_live(current: str | Incomparable | None) -> None:
    """Else the first apply would pass, and the same one again would fail."""
    gate = Gate("accuracy", not_worse_than="current")
    nothing = Contrast(None, None, Estimate(None, None, "nobody counted"))
    beside = Comparison("", "r", {Key("accuracy"): nothing}) if current is None else current
    (verdict,) = check(_scored(None), (gate,), beside)
    assert (verdict.passed, verdict.why) == (False, "undefined: nobody counted")
    assert verdict.held


def test_what_cannot_be_compared_fails() -> None:
    gate = Gate("accuracy", not_worse_than="current")
    (verdict,) = check(_scored(0.5), (gate,), Incomparable("it is about other rows"))
    assert (verdict.passed, verdict.why) == (False, "cannot be compared: it is about other rows")
    assert verdict.held
    (verdict,) = check(_scored(0.5), (gate,), _compared("f1_macro", 0.5, 0.5))
    assert not verdict.passed
    assert verdict.why == "cannot be compared: release abc has no accuracy"
    nothing = Contrast(0.5, None, Estimate(None, None, "no row is of this class"))
    (verdict,) = check(_scored(0.5), (gate,), Comparison("", "r", {Key("accuracy"): nothing}))
    assert not verdict.passed
    assert verdict.why.endswith("undefined: no row is of this class")


def test_a_gate_of_fairness_looks_between_the_groups() -> None:
    key = Key("accuracy_difference", None, "sex")
    made = _measured({key: Estimate(0.25)}, {})
    gate = Gate("accuracy_difference", max=0.125, column="sex")
    verdict = _one(made, gate)
    assert (verdict.passed, verdict.value) == (False, 0.25)
    assert named(gate) == "accuracy_difference between the groups of 'sex'"


@pytest.mark.parametrize(
    ("gate", "told"),
    [
        (Gate("mcc", min=0.5), "mcc at least 0.5"),
        (Gate("mcc", min=0.5, max=1), "mcc at least 0.5 and at most 1"),
        (
            Gate("recall", min=0.5, label="a", confidence=0.9),
            "recall of 'a' at least 0.5 with confidence 0.9",
        ),
        (Gate("mcc", not_worse_than="current"), "mcc not worse than current"),
        (
            Gate("mcc", not_worse_than="current", by=0.25),
            "mcc not worse than current by more than 0.25",
        ),
    ],
)
def test_what_a_gate_asks_in_words(gate: Gate, told: str) -> None:
    assert asked(gate) == told


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        (Gate("f1_makro", min=0.5), "did you mean 'f1_macro'?"),
        (Gate("zzz", min=0.5), "there is accuracy, balanced_accuracy"),
        (Gate("recal", min=0.5, label="ham"), "did you mean 'recall'?"),
        (Gate("recall", min=0.5, label="hamm"), "there is no class 'hamm'; did you mean 'ham'?"),
        (Gate("recall", min=0.5), "use one of recall_micro, recall_macro, recall_weighted"),
        (Gate("accuracy", min=0.5, label="ham"), "leave class 'ham' out"),
        (Gate("accuracy"), "there is no bound"),
        (Gate("accuracy", min=math.nan), "not a finite number"),
        (Gate("accuracy", max=math.inf), "not a finite number"),
        (Gate("accuracy", not_worse_than="current", by=math.nan), "not a finite number"),
        (Gate("accuracy_rato", min=0.5, column="sex"), "did you mean 'accuracy_ratio'?"),
        (Gate("accuracy_ratio", min=0.5, column="sex"), "was not measured"),
        (Gate("expected_cost", max=0.5), "was not measured"),
    ],
)
def test_a_gate_that_makes_no_sense_is_an_error(
    gate: Gate, expected: str, evaluation: Evaluation
) -> None:
    with pytest.raises(ManifestError) as caught:
        check(evaluation, (Gate("accuracy", min=0.1), gate))
    (problem,) = caught.value.problems
    assert expected in problem


def test_all_gates_that_make_no_sense_are_told_at_once(evaluation: Evaluation) -> None:
    with pytest.raises(ManifestError) as caught:
        check(evaluation, (Gate("f2", min=0.5), Gate("accuracy")))
    assert len(caught.value.problems) == 2


def test_a_verdict_is_frozen(evaluation: Evaluation) -> None:
    verdict = _one(evaluation, Gate("accuracy", min=0.5))
    with pytest.raises(dataclasses.FrozenInstanceError):
        verdict.passed = False  # type: ignore[misc]
