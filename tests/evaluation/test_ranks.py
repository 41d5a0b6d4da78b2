"""ROC AUC and average precision against scikit-learn, the weights being its sample weights."""

from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as theirs

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics.ranks import Ranks
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights

LETTERS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class Sample:
    predictions: Predictions
    weights: Weights


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Small integers make ties, zeros, classes without rows, and classes whose rows all weigh
    nothing; one class often has nearly all the rows."""
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 40))
    common = draw(st.integers(0, k - 1))
    label = st.one_of(st.integers(0, k - 1), st.just(common), st.just(common))
    labels = draw(st.lists(label, min_size=n, max_size=n))
    score = st.lists(st.integers(0, 4), min_size=k, max_size=k).filter(any)
    scores = np.array(draw(st.lists(score, min_size=n, max_size=n)), dtype=np.float64)
    row = st.lists(st.integers(0, 3), min_size=n, max_size=n).filter(any)
    weights = draw(st.lists(row, min_size=1, max_size=3))
    return Sample(
        Predictions(LETTERS[:k], np.array(labels), scores / scores.sum(axis=1, keepdims=True)),
        np.array(weights, dtype=np.uint8),
    )


def _found(sample: Sample) -> list[dict[Key, float]]:
    """The values of each row of weights."""
    ranks = Ranks(sample.predictions)
    values = ranks(sample.weights)
    assert values.shape == (len(sample.weights), len(ranks.keys))
    return [dict(zip(ranks.keys, row, strict=True)) for row in values.tolist()]


def _same(ours: float, expected: float | None) -> None:
    if expected is None:
        assert np.isnan(ours)
    else:
        assert ours == pytest.approx(expected, abs=1e-12, rel=0)


def _repeated(sample: Predictions, weights: NDArray[np.unsignedinteger]) -> Predictions:
    """Each row as often as it counts."""
    return replace(
        sample,
        labels=sample.labels.repeat(weights),
        probabilities=sample.probabilities.repeat(weights, axis=0),
    )


@given(samples())
def test_the_classes_are_those_of_scikit_learn(sample: Sample) -> None:
    labels, scores = sample.predictions.labels, sample.predictions.probabilities
    for found, weights in zip(_found(sample), sample.weights, strict=True):
        for c, label in enumerate(sample.predictions.classes):
            rows, all_rows = weights[labels == c].sum(), weights.sum()
            area = precision = None
            if rows:
                precision = theirs.average_precision_score(
                    labels == c, scores[:, c], sample_weight=weights
                )
            if 0 < rows < all_rows:
                area = theirs.roc_auc_score(labels == c, scores[:, c], sample_weight=weights)
            _same(found[Key("roc_auc", label)], area)
            _same(found[Key("average_precision", label)], precision)


@given(samples())
def test_the_averages_are_those_of_scikit_learn(sample: Sample) -> None:
    """It cannot weigh rows between two classes, so they are repeated."""
    k = len(sample.predictions.classes)
    for found, weights in zip(_found(sample), sample.weights, strict=True):
        rows = _repeated(sample.predictions, weights)
        seen = np.unique(rows.labels)
        one_hot = np.eye(k)[rows.labels]
        for name, score in (
            ("roc_auc", theirs.roc_auc_score),
            ("average_precision", theirs.average_precision_score),
        ):
            for average, classes in (("macro", np.arange(k)), ("weighted", seen)):
                expected = None
                if set(classes) <= set(seen) and (name == "average_precision" or len(seen) > 1):
                    expected = score(
                        one_hot[:, classes], rows.probabilities[:, classes], average=average
                    )
                _same(found[Key(f"{name}_{average}")], expected)


@given(samples())
def test_one_against_one_is_that_of_scikit_learn(sample: Sample) -> None:
    for found, weights in zip(_found(sample), sample.weights, strict=True):
        rows = _repeated(sample.predictions, weights)
        seen = len(np.unique(rows.labels))
        complete = seen == len(sample.predictions.classes)
        _same(found[Key("roc_auc_ovo_macro")], _ovo(rows, "macro") if complete else None)
        _same(found[Key("roc_auc_ovo_weighted")], _ovo(rows, "weighted") if seen > 1 else None)


def _ovo(rows: Predictions, average: str) -> float:
    """Two columns are one score to scikit-learn; a third class that nobody is of, and that no row
    is given to, makes them two."""
    scores, k = rows.probabilities, len(rows.classes)
    if k == 2:
        scores, k = np.column_stack([scores, np.zeros(len(scores))]), 3
    found = theirs.roc_auc_score(
        rows.labels, scores, multi_class="ovo", average=average, labels=range(k)
    )
    return float(found)


@given(samples())
def test_what_has_no_value_has_a_reason(sample: Sample) -> None:
    ones = replace(sample, weights=np.ones((1, len(sample.predictions.labels)), dtype=np.uint8))
    without = {key for key, value in _found(ones)[0].items() if np.isnan(value)}
    why = Ranks(sample.predictions).undefined()
    assert set(why) == without
    assert all(why.values())


@given(samples(), st.data())
def test_the_order_of_the_rows_makes_no_difference(sample: Sample, data: st.DataObject) -> None:
    rows = np.array(data.draw(st.permutations(range(len(sample.predictions.labels)))))
    moved = Sample(
        replace(
            sample.predictions,
            labels=sample.predictions.labels[rows],
            probabilities=sample.predictions.probabilities[rows],
        ),
        sample.weights[:, rows],
    )
    for ours, others in zip(_found(sample), _found(moved), strict=True):
        assert list(ours.values()) == pytest.approx(list(others.values()), abs=1e-15, nan_ok=True)


def test_a_perfect_order_is_one_and_a_tie_is_a_half() -> None:
    scores = np.array([[0.9, 0.1], [0.8, 0.2], [0.2, 0.8], [0.2, 0.8]])
    perfect = Sample(
        Predictions(("a", "b"), np.array([0, 0, 1, 1]), scores), np.ones((1, 4), dtype=np.uint8)
    )
    assert set(_found(perfect)[0].values()) == {1.0}
    tied = replace(
        perfect, predictions=replace(perfect.predictions, probabilities=scores * 0 + 0.5)
    )
    assert set(_found(tied)[0].values()) == {0.5}


def test_the_reasons_name_the_class() -> None:
    absent = Predictions(("a", "b", "c"), np.array([0, 1]), np.full((2, 3), 1 / 3))
    why = Ranks(absent).undefined()
    assert why[Key("roc_auc", "c")] == "no row is of this class"
    assert why[Key("average_precision_macro")] == (
        "average_precision of class 'c' is undefined: no row is of this class"
    )
    assert why[Key("roc_auc_ovo_macro")] == "no row is of class 'c'"
    alone = Predictions(("a", "b"), np.array([0, 0]), np.full((2, 2), 0.5))
    why = Ranks(alone).undefined()
    assert why[Key("roc_auc", "a")] == "every row is of this class"
    assert why[Key("roc_auc_ovo_weighted")] == "every row is of class 'a'"
    assert Key("average_precision", "a") not in why


def test_pairs_are_counted_exactly_where_there_are_many() -> None:
    """200,000 rows of either class: 4e10 pairs, of which one is in the wrong order."""
    n = 200_000
    scores = np.linspace(0, 1, 2 * n)
    scores[[n - 1, n]] = scores[[n, n - 1]]
    sample = Predictions(("a", "b"), np.repeat([0, 1], n), np.column_stack([1 - scores, scores]))
    found = dict(
        zip(Ranks(sample).keys, Ranks(sample)(np.ones((1, 2 * n), np.uint8))[0], strict=True)
    )
    assert found[Key("roc_auc", "b")] == (n * n - 1) / (n * n)
