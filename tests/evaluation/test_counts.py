"""What follows from the confusion matrix, against scikit-learn on weighted rows."""

import math
from collections.abc import Iterator, Mapping

import numpy as np
import pytest
from hypothesis import given
from numpy.typing import NDArray
from sklearn import metrics as theirs

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics.arranged import order, reordered
from mcdeploy.evaluation.metrics.counts import BY_CLASS, Counts
from mcdeploy.evaluation.result import Key
from tests.evaluation.samples import Sample, measured, said, samples


def _weighted(sample: Sample) -> Iterator[tuple[Mapping[Key, float], NDArray[np.uint64]]]:
    """What is found in each resample in which a row counts, and its weights."""
    found = measured(Counts(sample.predictions), sample.weights)
    for values, weights in zip(found, sample.weights.astype(np.uint64), strict=True):
        if weights.any():
            yield values, weights


def _theirs(
    predictions: Predictions, weights: NDArray[np.uint64], average: str | None
) -> tuple[NDArray[np.float64], ...]:
    """Precision, recall, F1 and support; NaN where there is none."""
    found: tuple[NDArray[np.float64], ...] = theirs.precision_recall_fscore_support(
        predictions.labels,
        said(predictions),
        labels=range(len(predictions.classes)),
        average=average,
        sample_weight=weights,
        zero_division=np.nan,
    )
    return found


@given(samples())
def test_precision_recall_and_f1_are_those_of_scikit_learn(sample: Sample) -> None:
    for values, weights in _weighted(sample):
        expected = _theirs(sample.predictions, weights, None)
        for name, column in zip(BY_CLASS, expected[:3], strict=True):
            ours = [values[Key(name, label)] for label in sample.predictions.classes]
            np.testing.assert_allclose(ours, column, rtol=0, atol=1e-12)


@given(samples())
def test_the_averages_are_those_of_scikit_learn_where_each_class_that_counts_has_a_value(
    sample: Sample,
) -> None:
    for values, weights in _weighted(sample):
        by_class = _theirs(sample.predictions, weights, None)
        counts = {"macro": by_class[3] >= 0, "weighted": by_class[3] > 0}
        for average, counted in counts.items():
            expected = _theirs(sample.predictions, weights, average)
            for name, value, each in zip(BY_CLASS, expected[:3], by_class[:3], strict=True):
                ours = values[Key(f"{name}_{average}")]
                assert math.isnan(ours) == bool(np.isnan(each[counted]).any())
                assert math.isnan(ours) or ours == pytest.approx(value, abs=1e-12)


@given(samples())
def test_accuracy_and_the_micro_averages_are_those_of_scikit_learn(sample: Sample) -> None:
    for values, weights in _weighted(sample):
        expected = theirs.accuracy_score(
            sample.predictions.labels, said(sample.predictions), sample_weight=weights
        )
        assert values[Key("accuracy")] == pytest.approx(expected, abs=1e-12)
        micro = _theirs(sample.predictions, weights, "micro")
        for name, value in zip(BY_CLASS, micro[:3], strict=True):
            assert values[Key(f"{name}_micro")] == pytest.approx(value, abs=1e-12)


@pytest.mark.filterwarnings("ignore:A single label was found")
@pytest.mark.filterwarnings("ignore:y_pred contains classes not in y_true")
@given(samples())
def test_balanced_accuracy_is_that_of_scikit_learn(sample: Sample) -> None:
    for values, weights in _weighted(sample):
        kept = weights > 0
        expected = theirs.balanced_accuracy_score(
            sample.predictions.labels[kept],
            said(sample.predictions)[kept],
            sample_weight=weights[kept],
        )
        assert values[Key("balanced_accuracy")] == pytest.approx(expected, abs=1e-12)


@given(samples())
def test_matthews_correlation_is_that_of_scikit_learn_where_both_margins_have_two_classes(
    sample: Sample,
) -> None:
    labels, predicted = sample.predictions.labels, said(sample.predictions)
    for values, weights in _weighted(sample):
        seen = weights > 0
        one_class = len(set(labels[seen])) == 1 or len(set(predicted[seen])) == 1
        assert math.isnan(values[Key("mcc")]) == one_class
        if not one_class:
            expected = theirs.matthews_corrcoef(labels, predicted, sample_weight=weights)
            assert values[Key("mcc")] == pytest.approx(expected, abs=1e-12)


@given(samples())
def test_a_metric_of_the_rows_as_they_are_has_a_value_or_a_reason(sample: Sample) -> None:
    counts = Counts(sample.predictions)
    ones = measured(counts, sample.weights)[0]
    assert set(counts.undefined()) == {key for key, value in ones.items() if math.isnan(value)}
    assert all(counts.undefined().values())


@given(samples())
def test_a_resample_has_the_same_values_alone_and_among_others_and_in_any_order_of_rows(
    sample: Sample,
) -> None:
    together = Counts(sample.predictions)(sample.weights)
    alone = [Counts(sample.predictions)(one) for one in np.vsplit(sample.weights, len(together))]
    np.testing.assert_array_equal(together, np.concatenate(alone))
    rows = order(sample.predictions)
    sorted_rows = Counts(reordered(sample.predictions, rows))(sample.weights[:, rows])
    np.testing.assert_array_equal(together, sorted_rows)


def test_where_no_row_counts_nothing_has_a_value() -> None:
    sample = Predictions(("a", "b"), np.array([0, 1]), np.array([[0.8, 0.2], [0.2, 0.8]]))
    assert np.isnan(Counts(sample)(np.zeros((3, 2), dtype=np.uint8))).all()


def test_a_class_that_is_absent_and_one_that_is_never_predicted_say_so() -> None:
    probabilities = np.array([[0.8, 0.1, 0.1], [0.6, 0.3, 0.1]])
    counts = Counts(Predictions(("a", "b", "c"), np.array([0, 1]), probabilities))
    nobody_said = "no row was said to be of this class"
    assert counts.undefined() == {
        Key("precision", "b"): nobody_said,
        Key("precision", "c"): nobody_said,
        Key("recall", "c"): "no row is of this class",
        Key("f1", "c"): "no row is, or was said to be, of this class",
        Key("precision_macro"): f"precision of class 'b' is undefined: {nobody_said}",
        Key("precision_weighted"): f"precision of class 'b' is undefined: {nobody_said}",
        Key("recall_macro"): "recall of class 'c' is undefined: no row is of this class",
        Key("f1_macro"): (
            "f1 of class 'c' is undefined: no row is, or was said to be, of this class"
        ),
        Key("mcc"): "every row was said to be of one class",
    }


def test_rows_of_one_class_only_have_no_correlation() -> None:
    probabilities = np.array([[0.8, 0.2], [0.2, 0.8]])
    counts = Counts(Predictions(("a", "b"), np.array([1, 1]), probabilities))
    assert counts.undefined()[Key("mcc")] == "every row is of one class"


def test_of_equally_probable_classes_the_first_is_the_predicted_one() -> None:
    sample = Predictions(("a", "b"), np.array([0, 1]), np.array([[0.5, 0.5], [0.5, 0.5]]))
    found = measured(Counts(sample), np.ones((1, 2), dtype=np.uint8))[0]
    assert (found[Key("recall", "a")], found[Key("recall", "b")]) == (1.0, 0.0)
