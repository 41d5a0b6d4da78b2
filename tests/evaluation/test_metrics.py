"""Every metric against scikit-learn, and against its definition, on predictions of any kind."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn import metrics as theirs

from mcdeploy.domain import CLASS_METRICS, OVERALL_METRICS, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import Evaluation, evaluate


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    """Small weights make ties, zeros and classes that are absent or never predicted."""
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 30))
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    weight = st.lists(st.integers(0, 4), min_size=k, max_size=k).filter(any)
    weights = np.array(draw(st.lists(weight, min_size=n, max_size=n)), dtype=np.float64)
    classes = tuple(f"class {i}" for i in range(k))
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return Predictions(classes, np.array(labels, dtype=np.int64), probabilities)


def _said(sample: Predictions) -> NDArray[np.intp]:
    return np.asarray(sample.probabilities.argmax(axis=1), dtype=np.intp)


def _same(ours: float | None, expected: float) -> None:
    """Undefined here is a NaN there."""
    if ours is None:
        assert math.isnan(expected)
    else:
        assert ours == pytest.approx(expected, abs=1e-12)


@given(predictions())
def test_precision_recall_f1_and_support_are_those_of_scikit_learn(sample: Predictions) -> None:
    found = evaluate(sample)
    every = range(len(sample.classes))
    expected = theirs.precision_recall_fscore_support(
        sample.labels, _said(sample), labels=every, zero_division=np.nan
    )
    for i, one in enumerate(found.classes):
        _same(one.precision, expected[0][i])
        _same(one.recall, expected[1][i])
        _same(one.f1, expected[2][i])
        assert one.support == expected[3][i]
        assert one.predicted == int((_said(sample) == i).sum())


@given(predictions())
def test_the_averages_are_those_of_scikit_learn_where_every_class_has_a_value(
    sample: Predictions,
) -> None:
    found = evaluate(sample)
    for average in ("micro", "macro", "weighted"):
        values = theirs.precision_recall_fscore_support(
            sample.labels,
            _said(sample),
            labels=range(len(sample.classes)),
            average=average,
            zero_division=0,
        )
        for name, value in zip(("precision", "recall", "f1"), values[:3], strict=True):
            ours = found.metrics[f"{name}_{average}"]
            if ours is not None:
                assert ours == pytest.approx(value, abs=1e-12)
            else:
                assert _counted_without_value(found, name, average)


def _counted_without_value(found: Evaluation, name: str, average: str) -> bool:
    return any(
        one.metrics[name] is None and (average == "macro" or one.support) for one in found.classes
    )


@given(predictions())
def test_accuracy_log_loss_and_confusion_are_those_of_scikit_learn(sample: Predictions) -> None:
    found = evaluate(sample)
    every = range(len(sample.classes))
    assert found.metrics["accuracy"] == theirs.accuracy_score(sample.labels, _said(sample))
    expected = theirs.log_loss(sample.labels, sample.probabilities, labels=every)
    assert found.metrics["log_loss"] == pytest.approx(expected, abs=1e-12)
    matrix = theirs.confusion_matrix(sample.labels, _said(sample), labels=every)
    assert found.confusion == tuple(map(tuple, matrix.tolist()))
    assert found.rows == matrix.sum()


@given(predictions())
def test_roc_auc_is_the_share_of_pairs_in_the_right_order(sample: Predictions) -> None:
    for i, one in enumerate(evaluate(sample).classes):
        scores, positive = sample.probabilities[:, i], sample.labels == i
        pairs = [
            1.0 if above > below else 0.5 if above == below else 0.0
            for above in scores[positive]
            for below in scores[~positive]
        ]
        assert (one.roc_auc is None) == (not pairs)
        if one.roc_auc is not None:
            assert one.roc_auc == pytest.approx(sum(pairs) / len(pairs), abs=1e-12)
            assert one.roc_auc == pytest.approx(theirs.roc_auc_score(positive, scores), abs=1e-12)


@given(predictions())
def test_the_averages_of_roc_auc_are_over_classes_or_over_rows(sample: Predictions) -> None:
    found = evaluate(sample)
    areas = [one.roc_auc for one in found.classes]
    macro, weighted = found.metrics["roc_auc_macro"], found.metrics["roc_auc_weighted"]
    assert (macro is None) == (None in areas)
    if macro is not None:
        assert macro == pytest.approx(np.mean([area or 0.0 for area in areas]))
    if weighted is not None:
        support = [one.support for one in found.classes]
        known = [area or 0.0 for area in areas]
        assert weighted == pytest.approx(np.average(known, weights=support))


@given(predictions())
def test_a_metric_has_a_value_or_a_reason_and_never_both(sample: Predictions) -> None:
    found = evaluate(sample)
    assert set(found.metrics) == set(OVERALL_METRICS)
    assert set(found.undefined) == {name for name, value in found.metrics.items() if value is None}
    assert all(found.undefined.values())
    assert set(found.headline) == set(OVERALL_METRICS) - set(found.undefined)
    for one in found.classes:
        assert set(one.metrics) == set(CLASS_METRICS)
        assert set(one.undefined) == {name for name, value in one.metrics.items() if value is None}
    assert all(math.isfinite(value) for value in found.headline.values())


def test_a_class_that_is_absent_and_one_that_is_never_predicted_say_so() -> None:
    found = evaluate(
        Predictions(
            ("a", "b", "c"),
            np.array([0, 1]),
            np.array([[0.8, 0.1, 0.1], [0.6, 0.3, 0.1]]),
        )
    )
    b, c = found.classes[1:]
    assert (b.precision, b.recall) == (None, 0.0)
    assert b.undefined == {"precision": "no row was said to be of this class"}
    assert set(c.undefined) == set(CLASS_METRICS)
    assert c.undefined["roc_auc"] == "no row is of this class"
    assert "'b'" in found.undefined["precision_macro"]
    assert "'c'" in found.undefined["recall_macro"]
    assert found.metrics["recall_weighted"] == 0.5


def test_one_row_that_is_sure_and_wrong_does_not_make_the_log_loss_infinite() -> None:
    found = evaluate(Predictions(("a", "b"), np.array([0]), np.array([[0.0, 1.0]])))
    assert found.metrics["log_loss"] == pytest.approx(-math.log(np.finfo(np.float64).eps))


@pytest.mark.parametrize(
    ("classes", "labels", "probabilities", "expected"),
    [
        (("a", "b"), [], [], "there are no rows"),
        (("a",), [0], [[1.0]], "two different classes"),
        (("a", "a"), [0], [[0.5, 0.5]], "two different classes"),
        (("a", "b"), [0, 1], [[0.5, 0.5]], r"\(2,\) and \(1, 2\), not \(2,\) and \(2, 2\)"),
        (("a", "b"), [0, 2], [[0.5, 0.5], [1, 0]], "row 1: there is no class 2"),
        (("a", "b"), [0, -1], [[0.5, 0.5], [1, 0]], "row 1: there is no class -1"),
        (("a", "b"), [0], [[float("nan"), 0.5]], "row 0: the probability of 'a' is nan"),
        (("a", "b"), [0], [[1.5, -0.5]], "row 0: the probability of 'a' is 1.5"),
        (("a", "b"), [0], [[0.5, 0.4]], "row 0: the probabilities sum to 0.9, not 1"),
    ],
)
def test_what_are_not_predictions_are_refused(
    classes: tuple[str, ...], labels: list[int], probabilities: list[list[float]], expected: str
) -> None:
    sample = Predictions(
        classes, np.array(labels, dtype=np.int64), np.array(probabilities, dtype=np.float64)
    )
    with pytest.raises(ModelError, match=expected):
        evaluate(sample)
