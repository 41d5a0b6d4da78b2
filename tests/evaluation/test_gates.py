"""Gates hold back what they must, and name what they do not know."""

import dataclasses
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import OVERALL_METRICS, Gate
from mcdeploy.errors import GateFailed, ManifestError
from mcdeploy.evaluation import Evaluation, check, enforce
from mcdeploy.evaluation.gates import Verdict


def _scored(value: float | None) -> Evaluation:
    metrics = {**dict.fromkeys(OVERALL_METRICS, 0.5), "accuracy": value}
    undefined = {"accuracy": "nobody counted"} if value is None else {}
    return Evaluation(2, (), metrics, undefined, ())


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
        enforce(evaluation, gates)
    told = str(caught.value)
    assert "accuracy: 0.666667, must be at least 0.9" in told
    assert "recall of 'ham': 0.666667, must be at least 0.95 and at most 0.99" in told
    assert "precision_macro: undefined: precision of class" in told
    assert "log_loss" not in told
    assert caught.value.remedy


def test_enforce_gives_the_verdicts_when_all_pass(evaluation: Evaluation) -> None:
    gates = (Gate("accuracy", min=0.5), Gate("log_loss", max=10.0))
    assert enforce(evaluation, gates) == check(evaluation, gates)
    assert enforce(evaluation, ()) == ()


@pytest.mark.parametrize(
    ("gate", "expected"),
    [
        (Gate("f1_makro", min=0.5), "did you mean 'f1_macro'?"),
        (Gate("zzz", min=0.5), "there is accuracy, log_loss"),
        (Gate("recal", min=0.5, label="ham"), "did you mean 'recall'?"),
        (Gate("recall", min=0.5, label="hamm"), "there is no class 'hamm'; did you mean 'ham'?"),
        (Gate("recall", min=0.5), "use one of recall_micro, recall_macro, recall_weighted"),
        (Gate("accuracy", min=0.5, label="ham"), "leave class 'ham' out"),
        (Gate("accuracy"), "there is no bound"),
        (Gate("accuracy", min=math.nan), "not a finite number"),
        (Gate("accuracy", max=math.inf), "not a finite number"),
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
