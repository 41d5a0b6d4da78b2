"""Fairness: fairlearn's numbers where they are defined, and a reason where they are not."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from fairlearn import metrics as fairlearn
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as sklearn

from mcdeploy.domain import FAIRNESS_METRICS, Criteria, Predictions
from mcdeploy.errors import ManifestError, ModelError
from mcdeploy.evaluation.fairness import SMALL, columns, statistics
from mcdeploy.evaluation.result import Fairness, Group, Key

CLASSES = ("a", "b", "c", "d")
SLOW = settings(max_examples=40)
SLOWER = settings(max_examples=20)
Ints = NDArray[np.int64]


def predictions(
    true: list[int], said: list[int], group: list[str], k: int = 2, column: str = "sex"
) -> Predictions:
    return Predictions(
        CLASSES[:k], np.array(true), np.eye(k)[np.array(said)], {column: np.array(group)}
    )


def values(made: Predictions, weights: Ints | None = None, **asked: Any) -> dict[Key, float]:
    """Every key of every column, in the one resample that the weights are."""
    if weights is None:
        weights = np.ones(len(made.labels), dtype=np.int64)
    drawn = weights.astype(np.uint16)[None, :]
    found: dict[Key, float] = {}
    for statistic in statistics(made, Criteria(**asked)):
        found |= dict(zip(statistic.keys, statistic(drawn)[0].tolist(), strict=True))
    return found


def reasons(made: Predictions, **asked: Any) -> Mapping[Key, str]:
    return {
        key: why
        for statistic in statistics(made, Criteria(**asked))
        for key, why in statistic.undefined().items()
    }


@st.composite
def weighted(draw: st.DrawFn, k: st.SearchStrategy[int]) -> tuple[Predictions, Ints]:
    """Few rows, so that groups without a class and classes without a group are common."""
    count, classes = draw(st.integers(1, 25)), draw(k)
    some = st.lists(st.integers(0, classes - 1), min_size=count, max_size=count)
    names = st.lists(st.sampled_from(["1", "10", "9"]), min_size=count, max_size=count)
    often = st.lists(st.integers(0, 300), min_size=count, max_size=count)
    made = predictions(draw(some), draw(some), draw(names), classes)
    return made, np.array(draw(often))


def counted(made: Predictions, weights: Ints, label: int) -> tuple[Ints, Ints, Any, Ints]:
    """One class against the rest as fairlearn takes it, without the rows that do not count."""
    there = weights > 0
    said = made.probabilities.argmax(axis=1)
    return (
        (made.labels[there] == label).astype(np.int64),
        (said[there] == label).astype(np.int64),
        made.groups["sex"][there],
        weights[there],
    )


def theirs(made: Predictions, weights: Ints, label: int) -> dict[str, float]:
    """fairlearn's differences and ratios; NaN where a group lacks what a rate is taken over."""
    true, said, group, often = counted(made, weights, label)
    names = set(made.groups["sex"].tolist())
    rows, positives, negatives = (
        len(names) > 1 and names == set(group[which].tolist())
        for which in (true >= 0, true == 1, true == 0)
    )
    there = {
        "demographic_parity": rows,
        "equalized_odds": positives and negatives,
        "equal_opportunity": positives,
    }
    shared = {"sensitive_features": group.tolist(), "sample_weight": often}
    return {
        name: float(getattr(fairlearn, name)(true, said, **shared)) if there[of] else np.nan
        for name in FAIRNESS_METRICS[:6]
        for of in [name.rpartition("_")[0]]
    }


@SLOW
@given(weighted(st.just(2)), st.sampled_from([None, "a", "b"]))
def test_two_classes_have_the_numbers_of_fairlearn(
    drawn: tuple[Predictions, Ints], positive: str | None
) -> None:
    made, weights = drawn
    if not weights.any():
        return
    found = values(made, weights, positive=positive)
    label = 0 if positive == "a" else 1
    for name, value in theirs(made, weights, label).items():
        assert found[Key(name, None, "sex")] == pytest.approx(value, abs=1e-12, nan_ok=True), name


@SLOWER
@given(weighted(st.integers(3, 4)))
def test_of_more_classes_each_is_against_the_rest_and_the_worst_stands_for_all(
    drawn: tuple[Predictions, Ints],
) -> None:
    made, weights = drawn
    if not weights.any():
        return
    found = values(made, weights)
    by_class = [theirs(made, weights, label) for label in range(len(made.classes))]
    for name in FAIRNESS_METRICS[:6]:
        of_each = [each[name] for each in by_class]
        worst = (np.max if name.endswith("difference") else np.min)(of_each)
        assert found[Key(name, None, "sex")] == pytest.approx(worst, abs=1e-12, nan_ok=True), name
        for label, value in zip(made.classes, of_each, strict=True):
            ours = found[Key(name, label, "sex")]
            assert ours == pytest.approx(value, abs=1e-12, nan_ok=True), (name, label)


@SLOW
@given(weighted(st.integers(2, 4)))
def test_accuracy_is_compared_as_a_metric_frame_compares_it(
    drawn: tuple[Predictions, Ints],
) -> None:
    made, weights = drawn
    there = weights > 0
    names = set(made.groups["sex"].tolist())
    if len(names) < 2 or names != set(made.groups["sex"][there].tolist()):
        return
    frame = fairlearn.MetricFrame(
        metrics=sklearn.accuracy_score,
        y_true=made.labels[there],
        y_pred=made.probabilities.argmax(axis=1)[there],
        sensitive_features=made.groups["sex"][there],
        sample_params={"sample_weight": weights[there]},
    )
    found = values(made, weights)
    for name, value in (("difference", frame.difference()), ("ratio", frame.ratio())):
        ours = found[Key(f"accuracy_{name}", None, "sex")]
        assert ours == pytest.approx(float(value), abs=1e-12, nan_ok=True)


@SLOW
@given(weighted(st.integers(2, 4)))
def test_the_rates_within_a_group_are_those_of_its_rows_alone(
    drawn: tuple[Predictions, Ints],
) -> None:
    made, weights = drawn
    found = values(made, weights)
    looked = range(len(made.classes)) if len(made.classes) > 2 else (1,)
    for group in set(made.groups["sex"].tolist()):
        often = np.where(made.groups["sex"] == group, weights, 0)
        for label in looked:
            true, said, _, count = counted(made, often, label)
            expected = rates(true, said, count)
            for name, value in expected.items():
                ours = found[Key(name, made.classes[label], "sex", group)]
                assert ours == pytest.approx(value, abs=1e-12, nan_ok=True), (name, group, label)


def rates(true: Ints, said: Ints, count: Ints) -> dict[str, float]:
    if not len(true):
        return dict.fromkeys(("selection_rate", "precision", "recall", "f1"), np.nan)
    shared = {"sample_weight": count, "zero_division": np.nan}
    return {
        "selection_rate": float(fairlearn.selection_rate(true, said, sample_weight=count)),
        "precision": float(sklearn.precision_score(true, said, **shared)),
        "recall": float(sklearn.recall_score(true, said, **shared)),
        "f1": float(sklearn.f1_score(true, said, **shared)),
        "false_positive_rate": float(
            fairlearn.false_positive_rate(true, said, sample_weight=count, pos_label=1)
        )
        if (true == 0).any()
        else np.nan,
    }


@given(weighted(st.integers(2, 4)))
def test_many_resamples_at_once_are_the_same_as_one_by_one(drawn: tuple[Predictions, Ints]) -> None:
    made, weights = drawn
    drawn_together = np.stack([weights, weights[::-1], np.ones_like(weights)]).astype(np.uint16)
    for statistic in statistics(made, Criteria()):
        together = statistic(drawn_together)
        alone = [statistic(each[None, :])[0] for each in drawn_together]
        assert together.shape == (3, len(statistic.keys))
        assert np.array_equal(together, alone, equal_nan=True)


@given(weighted(st.integers(2, 4)))
def test_exactly_what_has_no_value_has_a_reason(drawn: tuple[Predictions, Ints]) -> None:
    made, _ = drawn
    why = reasons(made)
    lacking = {key for key, value in values(made).items() if np.isnan(value)}
    assert set(why) == lacking
    assert all(why.values())


def test_a_group_without_positives_is_undefined_and_named() -> None:
    made = predictions([1, 1, 0, 0], [1, 0, 1, 0], ["m", "m", "f", "f"])
    why = reasons(made)
    recall = "the recall of group 'f' is undefined: no row of the group is of this class"
    assert why[Key("recall", "b", "sex", "f")] == "no row of the group is of this class"
    assert why[Key("equal_opportunity_difference", None, "sex")] == recall
    assert why[Key("equalized_odds_ratio", None, "sex")] == recall
    assert why[Key("false_positive_rate", "b", "sex", "m")] == (
        "every row of the group is of this class"
    )
    assert Key("demographic_parity_difference", None, "sex") not in why


def test_a_ratio_of_nothing_to_nothing_is_undefined() -> None:
    made = predictions([1, 0, 1, 0], [0, 0, 0, 0], ["m", "m", "f", "f"])
    why = reasons(made)
    assert why[Key("demographic_parity_ratio", None, "sex")] == (
        "the selection rate is 0 in every group"
    )
    assert values(made)[Key("demographic_parity_difference", None, "sex")] == 0.0


def test_a_column_of_one_group_compares_nothing() -> None:
    made = predictions([1, 0], [1, 0], ["m", "m"])
    assert reasons(made)[Key("accuracy_difference", None, "sex")] == (
        "the column has one group only"
    )


def test_of_many_classes_the_reason_names_the_class() -> None:
    made = predictions([0, 1, 0, 2], [0, 1, 0, 2], ["m", "m", "f", "f"], k=3)
    assert reasons(made)[Key("equal_opportunity_ratio", None, "sex")] == (
        "equal_opportunity_ratio of class 'b' is undefined: the recall of group 'f' is undefined: "
        "no row of the group is of this class"
    )


def test_of_many_classes_the_reason_is_the_first_class_without_a_value() -> None:
    made = predictions([0, 1, 0, 2], [1, 1, 1, 2], ["m", "m", "f", "f"], k=3)
    why = reasons(made)
    assert "of class 'a'" in why[Key("equal_opportunity_ratio", None, "sex")]
    assert "of class 'b'" in why[Key("equal_opportunity_difference", None, "sex")]


def test_small_groups_are_flagged_and_stand_in_order() -> None:
    group = ["10"] * SMALL + ["9"] * (SMALL - 1)
    made = predictions([0] * len(group), [0] * len(group), group, column="age")
    assert columns(made) == (
        Fairness("age", (Group("9", SMALL - 1, True), Group("10", SMALL, False))),
    )
    assert values(made)[Key("accuracy", None, "age", "9")] == 1.0


def test_without_columns_there_is_nothing_to_judge() -> None:
    made = Predictions(("a", "b"), np.array([0, 1]), np.eye(2))
    assert (statistics(made, Criteria()), columns(made)) == ((), ())


def test_two_columns_are_judged_apart() -> None:
    made = predictions([0, 1, 1], [0, 1, 0], ["m", "f", "f"])
    both = Predictions(
        made.classes, made.labels, made.probabilities, {**made.groups, "age": np.array(["9"] * 3)}
    )
    assert [each.column for each in columns(both)] == ["sex", "age"]
    assert {key.column for key in values(both)} == {"sex", "age"}


def test_more_groups_than_can_be_compared_are_refused() -> None:
    ages = [str(age) for age in range(51)]
    made = predictions([0] * 51, [0] * 51, ages, column="age")
    with pytest.raises(ModelError, match=r"column 'age'.*51 groups.*\n.*bin the values"):
        columns(made)
    fewer = predictions([0] * 50, [0] * 50, ages[:50], column="age")
    assert len(columns(fewer)[0].groups) == 50


def test_many_groups_of_many_classes_are_refused() -> None:
    classes = tuple(map(str, range(101)))
    made = Predictions(
        classes, np.arange(50), np.eye(101)[:50], {"age": np.array([str(i) for i in range(50)])}
    )
    with pytest.raises(ModelError, match=r"50 groups times 101 classes"):
        statistics(made, Criteria())


def test_an_unknown_positive_class_is_named_with_the_nearest() -> None:
    made = Predictions(("ham", "spam"), np.array([0]), np.eye(2)[:1])
    with pytest.raises(ManifestError, match=r"no class 'span'.*mean 'spam'"):
        statistics(made, Criteria(positive="span"))
