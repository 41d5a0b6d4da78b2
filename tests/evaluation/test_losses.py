"""What follows from the probabilities themselves, against scikit-learn on weighted rows."""

import math

import numpy as np
import pytest
from hypothesis import given
from sklearn import metrics as theirs

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics.arranged import order, reordered
from mcdeploy.evaluation.metrics.losses import BLOCK, Losses
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights
from tests.evaluation.samples import Sample, measured, samples


@given(samples())
def test_log_loss_and_brier_score_are_those_of_scikit_learn(sample: Sample) -> None:
    predictions = sample.predictions
    every = range(len(predictions.classes))
    found = measured(Losses(predictions), sample.weights)
    for values, weights in zip(found, sample.weights, strict=True):
        if not weights.any():
            continue
        for name, loss in (("log_loss", theirs.log_loss), ("brier", theirs.brier_score_loss)):
            expected = loss(
                predictions.labels, predictions.probabilities, labels=every, sample_weight=weights
            )
            assert values[Key(name)] == pytest.approx(expected, abs=1e-12)
        for i, label in enumerate(predictions.classes):
            expected = theirs.brier_score_loss(
                predictions.labels == i,
                predictions.probabilities[:, i],
                sample_weight=weights,
                pos_label=True,
            )
            assert values[Key("brier", label)] == pytest.approx(expected, abs=1e-12)


def _calibration_error(predictions: Predictions, weights: Weights) -> float:
    """By the words of the definition: the gap between how sure the model was and how often it was
    right, averaged over fifteen bins."""
    surest = predictions.probabilities.max(axis=1)
    right = predictions.probabilities.argmax(axis=1) == predictions.labels
    error = 0.0
    for i in range(15):
        inside = (surest > i / 15) & (surest <= (i + 1) / 15)
        if weights[inside].any():
            gap = np.average(right[inside], weights=weights[inside]) - np.average(
                surest[inside], weights=weights[inside]
            )
            error += abs(gap) * float(weights[inside].sum(dtype=np.float64))
    return error / float(weights.sum(dtype=np.float64))


@given(samples())
def test_the_calibration_error_is_as_it_is_defined(sample: Sample) -> None:
    found = measured(Losses(sample.predictions), sample.weights)
    for values, weights in zip(found, sample.weights, strict=True):
        if weights.any():
            expected = _calibration_error(sample.predictions, weights)
            assert values[Key("ece")] == pytest.approx(expected, abs=1e-12)


@given(samples())
def test_every_loss_has_a_value_wherever_a_row_counts(sample: Sample) -> None:
    losses = Losses(sample.predictions)
    found = losses(sample.weights)
    assert losses.undefined() == {}
    assert (np.isfinite(found).all(axis=1) == sample.weights.any(axis=1)).all()
    assert np.isnan(found[~sample.weights.any(axis=1)]).all()


@given(samples())
def test_a_resample_has_the_same_values_alone_and_among_others_and_in_any_order_of_rows(
    sample: Sample,
) -> None:
    losses = Losses(sample.predictions)
    together = losses(sample.weights)
    alone = np.concatenate([losses(one) for one in np.vsplit(sample.weights, len(together))])
    np.testing.assert_array_equal(together, alone)
    rows = order(sample.predictions)
    sorted_rows = Losses(reordered(sample.predictions, rows))(sample.weights[:, rows])
    np.testing.assert_allclose(together, sorted_rows, rtol=0, atol=1e-12)


def test_one_row_that_is_sure_and_wrong_does_not_make_the_log_loss_infinite() -> None:
    losses = Losses(Predictions(("a", "b"), np.array([0]), np.array([[0.0, 1.0]])))
    found = measured(losses, np.ones((1, 1), dtype=np.uint8))[0]
    assert found[Key("log_loss")] == pytest.approx(-math.log(np.finfo(np.float64).eps))


def test_a_probability_on_an_edge_is_in_the_bin_below() -> None:
    """0.6 is where the ninth of fifteen bins ends, and 0.61 is in the tenth: apart, the two gaps
    add up; together they would cancel."""
    probabilities = np.array([[0.6, 0.4], [0.61, 0.39]])
    found = measured(Losses(Predictions(("a", "b"), np.array([0, 1]), probabilities)), _ones(2))[0]
    assert found[Key("ece")] == pytest.approx((0.4 + 0.61) / 2, abs=1e-12)


def test_more_rows_than_are_multiplied_at_a_time() -> None:
    n = BLOCK + 3
    high = np.linspace(0.0, 1.0, n)
    sample = Predictions(("a", "b"), np.arange(n) % 2, np.column_stack([1 - high, high]))
    expected = theirs.log_loss(sample.labels, sample.probabilities)
    assert measured(Losses(sample), _ones(n))[0][Key("log_loss")] == pytest.approx(expected)


def _ones(n: int) -> Weights:
    return np.ones((1, n), dtype=np.uint8)
