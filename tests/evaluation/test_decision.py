"""Decisions against every threshold there is, and against their definition."""

import math
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.errors import ManifestError, ModelError
from mcdeploy.evaluation import compare
from mcdeploy.evaluation.decision import decide, statistics
from mcdeploy.evaluation.decision.rules import chosen
from mcdeploy.evaluation.result import Decision, Key

Costs = Mapping[str, Mapping[str, float]]


@st.composite
def predictions(draw: st.DrawFn, k: int) -> Predictions:
    """Small weights make ties, zeros and classes without rows."""
    n = draw(st.integers(1, 25))
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    weight = st.lists(st.integers(0, 4), min_size=k, max_size=k).filter(any)
    weights = np.array(draw(st.lists(weight, min_size=n, max_size=n)), dtype=np.float64)
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return Predictions(tuple("abcd"[:k]), np.array(labels, dtype=np.int64), probabilities)


@st.composite
def matrices(draw: st.DrawFn, k: int) -> Costs:
    """Costs and gains, of which some must matter."""
    cost = st.integers(-20, 100).map(lambda tenths: tenths / 10)
    rows = draw(st.lists(st.lists(cost, min_size=k, max_size=k), min_size=k, max_size=k))
    assume(any(row[i] < max(row) for i, row in enumerate(rows)))
    return {t: dict(zip("abcd", row, strict=False)) for t, row in zip("abcd", rows, strict=False)}


def _cost(costs: Costs, sample: Predictions, said: NDArray[np.intp]) -> float:
    names = [
        (sample.classes[i], sample.classes[j]) for i, j in zip(sample.labels, said, strict=True)
    ]
    return sum(costs.get(true, {}).get(named, 0.0) for true, named in names) / len(said)


def _from(sample: Predictions, index: int, threshold: float) -> NDArray[np.intp]:
    return np.where(sample.probabilities[:, index] >= threshold, index, 1 - index)


def _decided(test: Predictions, validation: Predictions | None, criteria: Criteria) -> Decision:
    found = decide(test, validation, criteria)
    assert found is not None
    return found


def _two(scores: list[float], labels: list[int]) -> Predictions:
    second = np.array(scores)
    probabilities = np.stack((1 - second, second), axis=1)
    return Predictions(("ham", "spam"), np.array(labels, dtype=np.int64), probabilities)


@given(predictions(2), predictions(2), matrices(2), st.sampled_from("ab"))
def test_no_threshold_is_cheaper_on_validation(
    test: Predictions, validation: Predictions, costs: Costs, positive: str
) -> None:
    found = _decided(test, validation, Criteria(positive=positive, costs=costs))
    index = "ab".index(positive)
    scores = validation.probabilities[:, index]
    every = [math.inf, *scores, *np.nextafter(scores, 2), 0.0]
    cheapest = min(_cost(costs, validation, _from(validation, index, each)) for each in every)
    said = chosen(found, validation.classes).said(validation)
    assert _cost(costs, validation, said) == pytest.approx(cheapest, abs=1e-9)
    assert found.considered[found.rule] == pytest.approx(cheapest, abs=1e-9)
    assert found.positive == positive
    assert found.rows == len(validation.labels)


@given(predictions(2), matrices(2))
def test_of_the_cheapest_thresholds_it_is_the_nearest_to_the_theoretical(
    validation: Predictions, costs: Costs
) -> None:
    found = _decided(validation, validation, Criteria(costs=costs))
    alarm = costs["a"]["b"] - costs["a"]["a"]
    miss = costs["b"]["a"] - costs["b"]["b"]
    theory = 0.0 if alarm <= 0 else 1.0 if miss <= 0 else alarm / (alarm + miss)
    scores = np.unique(validation.probabilities[:, 1])
    candidates = {0.0: 0.0, 2.0: 1.0} | {
        middle: middle for middle in (scores[1:] + scores[:-1]) / 2
    }
    priced = {
        shown: _cost(costs, validation, _from(validation, 1, each))
        for each, shown in candidates.items()
    }
    nearest = min(
        abs(each - theory) for each, cost in priced.items() if cost < min(priced.values()) + 1e-9
    )
    always = {"always a": 1.0, "always b": 0.0}
    threshold = always[found.rule] if found.threshold is None else found.threshold
    assert abs(threshold - theory) == pytest.approx(nearest, abs=1e-12)


@given(st.integers(2, 4).flatmap(lambda k: st.tuples(predictions(k), predictions(k), matrices(k))))
def test_the_rule_is_never_dearer_than_the_others_on_validation(
    drawn: tuple[Predictions, Predictions, Costs],
) -> None:
    test, validation, costs = drawn
    found = _decided(test, validation, Criteria(costs=costs))
    k = len(test.classes)
    said = chosen(found, validation.classes).said(validation)
    cost = _cost(costs, validation, said)
    most_probable = validation.probabilities.argmax(axis=1)
    assert cost <= _cost(costs, validation, most_probable) + 1e-9
    for i in range(k):
        assert cost <= _cost(costs, validation, np.full(len(said), i)) + 1e-9
    assert found.considered["most probable"] == pytest.approx(
        _cost(costs, validation, most_probable), abs=1e-9
    )


@given(predictions(3), matrices(3))
def test_without_validation_the_class_of_least_expected_cost_is_said(
    test: Predictions, costs: Costs
) -> None:
    found = _decided(test, None, Criteria(costs=costs))
    assert (found.rule, found.rows, found.considered) == ("least expected cost", 0, {})
    assert (found.positive, found.threshold, found.curve) == (None, None, ())
    said = chosen(found, test.classes).said(test)
    for row, named in zip(test.probabilities, said, strict=True):
        expected = [sum(row[i] * costs["abc"[i]][j] for i in range(3)) for j in "abc"]
        assert expected[named] == pytest.approx(min(expected), abs=1e-9)
        assert all(cost > expected[named] - 1e-9 for cost in expected[:named])
    assert "no validation rows" in found.why


@given(st.integers(2, 3).flatmap(lambda k: st.tuples(predictions(k), predictions(k), matrices(k))))
def test_the_statistic_is_the_mean_cost_of_the_weighted_rows(
    drawn: tuple[Predictions, Predictions, Costs],
) -> None:
    test, validation, costs = drawn
    found = _decided(test, validation, Criteria(costs=costs))
    (measure,) = statistics(found, test)
    n = len(test.labels)
    weights = np.random.default_rng(n).integers(0, 256, (5, n)).astype(np.uint8)
    weights[:, 0] += weights.sum(axis=1) == 0
    weights[0] = 1
    said = chosen(found, test.classes).said(test)
    for row, values in zip(weights, measure(weights), strict=True):
        again = np.repeat(np.arange(n), row)
        drawn_rows = Predictions(test.classes, test.labels[again], test.probabilities[again])
        most_probable = drawn_rows.probabilities.argmax(axis=1)
        assert values[0] == pytest.approx(_cost(costs, drawn_rows, said[again]), abs=1e-9)
        assert values[1] == pytest.approx(_cost(costs, drawn_rows, most_probable), abs=1e-9)
    assert measure.keys == (Key("expected_cost"), Key("expected_cost_most_probable"))
    assert measure.undefined() == {}


@given(predictions(2), predictions(2), matrices(2))
def test_the_curve_is_the_mean_cost_from_each_threshold_on(
    test: Predictions, validation: Predictions, costs: Costs
) -> None:
    found = _decided(test, validation, Criteria(costs=costs))
    at = [point.threshold for point in found.curve]
    assert len(at) <= 102
    assert set(np.linspace(0, 1, 101).tolist()) <= set(at)
    assert at == sorted(at)
    assert found.threshold is None or found.threshold in at
    for point in found.curve:
        for rows, cost in ((test, point.test), (validation, point.validation)):
            expected = _cost(costs, rows, _from(rows, 1, point.threshold))
            assert cost == pytest.approx(expected, abs=1e-9)


@given(predictions(3), predictions(3), matrices(3))
def test_the_confusion_is_that_of_the_test_rows_under_the_rule(
    test: Predictions, validation: Predictions, costs: Costs
) -> None:
    found = _decided(test, validation, Criteria(costs=costs))
    said = chosen(found, test.classes).said(test)
    for i in range(3):
        for j in range(3):
            assert found.confusion[i][j] == ((test.labels == i) & (said == j)).sum()


def test_a_dear_miss_lowers_the_threshold() -> None:
    validation = _two([0.125, 0.25, 0.375, 0.5, 0.75], [0, 0, 1, 0, 1])
    found = _decided(
        _two([0.3125, 0.3], [1, 1]),
        validation,
        Criteria(costs={"ham": {"spam": 1}, "spam": {"ham": 9}}),
    )
    assert (found.rule, found.threshold) == ("threshold", 0.3125)
    assert found.considered == {
        "threshold": 0.2,
        "most probable": 1.8,
        "always ham": 3.6,
        "always spam": 0.6,
    }
    assert found.confusion == ((0, 0), (1, 1))
    assert found.why == (
        "On 5 validation rows a row costs 0.2 on average where 'spam' is said from a probability "
        "of 0.3125 on, and 1.8 where the most probable class is said."
    )


@pytest.mark.parametrize(
    ("costs", "rule", "threshold"),
    [
        ({"ham": {"spam": 1}, "spam": {"ham": 9}}, "threshold", 0.1),
        ({"ham": {"spam": 1}, "spam": {"spam": -3}}, "threshold", 0.25),
        ({"spam": {"ham": 9}}, "always spam", None),
        ({"ham": {"spam": 1}}, "always ham", None),
        ({"ham": {"spam": -1}, "spam": {"ham": 1}}, "always spam", None),
        ({"ham": {"spam": 1}, "spam": {"spam": 2}}, "always ham", None),
    ],
)
def test_without_validation_the_threshold_follows_from_the_costs(
    costs: Costs, rule: str, threshold: float | None
) -> None:
    sample = _two([0.5, 0.25], [0, 1])
    for validation in (None, _two([], [])):
        found = _decided(sample, validation, Criteria(costs=costs))
        assert (found.rule, found.threshold, found.rows) == (rule, threshold, 0)
        assert found.considered == {}
        assert {point.validation for point in found.curve} == {None}
        assert "follows from the costs alone" in found.why


def test_the_reason_gives_what_mistakes_cost() -> None:
    costs = {"ham": {"spam": 1}, "spam": {"ham": 9, "spam": -1}}
    found = _decided(_two([0.5], [0]), None, Criteria(costs=costs))
    assert found.why == (
        "There are no validation rows to choose on, so the rule follows from the costs alone: "
        "'spam' is said from a probability of 0.09091 on. To take 'ham' for 'spam' costs 1 more "
        "than the right answer, to take 'spam' for 'ham' 10 more."
    )


def test_of_neighbouring_numbers_the_threshold_is_the_higher() -> None:
    """Between them there is none, and the lower one would let both through."""
    low = 0.5
    high = math.nextafter(low, 1.0)
    costs = {"ham": {"spam": 1}, "spam": {"ham": 1}}
    found = _decided(_two([0.5], [0]), _two([low, high], [0, 1]), Criteria(costs=costs))
    assert (found.threshold, found.considered["threshold"]) == (high, 0.0)


def test_where_costs_are_the_same_the_most_probable_class_is_said() -> None:
    sample = Predictions(("a", "b", "c"), np.arange(3), np.eye(3))
    costs = {"a": {"b": 1.0}, "b": {"c": 1.0}, "c": {"a": 1.0}}
    found = _decided(sample, sample, Criteria(costs=costs))
    assert found.rule == "most probable"
    assert found.why == (
        "On 3 validation rows a row costs 0 on average where the most probable class is said; "
        "no other rule that was considered costs less."
    )


def test_rounding_does_not_break_a_tie() -> None:
    """The first and the last class both cost 0.9 / 8, which rounds to less for the last."""
    sample = Predictions(("a", "b", "c"), np.array([0]), np.array([[2.0, 3.0, 3.0]]) / 8)
    costs = {"a": {"b": 0.1, "c": 0.3}, "b": {"a": 0.1, "c": 0.1}, "c": {"a": 0.2, "b": 0.5}}
    found = _decided(sample, None, Criteria(costs=costs))
    assert found.confusion == ((1, 0, 0), (0, 0, 0), (0, 0, 0))


def test_without_costs_nothing_is_decided() -> None:
    sample = _two([0.5], [0])
    assert decide(sample, sample, Criteria()) is None
    assert statistics(None, sample) == ()


@pytest.mark.parametrize(
    ("costs", "words"),
    [
        (
            {"spma": {"ham": 1}, "ham": {"eggs": 1}},
            ["'spma'; did you mean 'spam'?", "no class 'eggs'"],
        ),
        ({"ham": {"spam": math.nan}}, ["'ham' taken for 'spam' costs nan"]),
        ({"ham": {"spam": -math.inf}}, ["costs -inf, which is no finite number"]),
        ({"ham": {"spam": 0}}, ["nothing is to be decided", "remedy: give each mistake"]),
        ({"ham": {"ham": 2, "spam": 2}}, ["whatever is said of a row costs the same"]),
        ({"spam": {"spam": 9}}, ["always wrong", "a gain a negative one"]),
        ({"ham": {"spam": -1}, "spam": {"ham": -1}}, ["no mistake costs more than the right"]),
    ],
)
def test_costs_that_are_none(costs: Costs, words: list[str]) -> None:
    with pytest.raises(ManifestError) as raised:
        decide(_two([0.5], [0]), None, Criteria(costs=costs))
    assert raised.value.who == "evaluation.costs"
    assert all(each in str(raised.value) for each in words)


def test_a_positive_class_that_is_none() -> None:
    criteria = Criteria(positive="Spam", costs={"ham": {"spam": 1}, "spam": {"ham": 1}})
    with pytest.raises(ManifestError, match=r"no class 'Spam'; did you mean 'spam'\?"):
        decide(_two([0.5], [0]), None, criteria)


def test_validation_rows_of_other_classes() -> None:
    other = Predictions(("spam", "ham"), np.array([0]), np.array([[0.5, 0.5]]))
    with pytest.raises(ModelError, match="the validation rows"):
        decide(_two([0.5], [0]), other, Criteria(costs={"ham": {"spam": 1}}))


def test_two_models_are_compared_by_the_cost_for_which_no_rule_is_chosen() -> None:
    labels = np.repeat([0, 1], 20)
    sure, unsure = (np.where(labels, p, 1 - p) for p in (0.9, 0.4))
    ours, theirs = (
        Predictions(("no", "yes"), labels, np.column_stack([1 - scores, scores]))
        for scores in (sure, unsure)
    )
    criteria = Criteria(costs={"yes": {"no": 10.0}}, resamples=0)
    found = compare("ours", ours, "theirs", theirs, criteria).contrasts
    assert found[Key("expected_cost_most_probable")].difference.value == -5.0
    assert Key("expected_cost") not in found
