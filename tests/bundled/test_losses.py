"""The measures of calibration are scikit-learn's; the calibration error is that of the paper."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, log_loss

from mcdeploy.bundled.losses import BINS, calibration_error, measures
from mcdeploy.domain import Predictions


@st.composite
def said(draw: st.DrawFn) -> Predictions:
    k, n = draw(st.integers(2, 4)), draw(st.integers(1, 12))
    parts = draw(
        st.lists(
            st.lists(st.integers(0, 15), min_size=k, max_size=k).filter(any), min_size=n, max_size=n
        )
    )
    odds = np.array(parts, dtype=np.float64)
    labels = np.array(draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n)), dtype=np.int64)
    classes = tuple(f"c{index}" for index in range(k))
    return Predictions(classes, labels, odds / odds.sum(axis=1, keepdims=True))


@given(said())
def test_log_loss_and_brier_are_scikit_learns(predictions: Predictions) -> None:
    found = measures(predictions)
    truth, probabilities = predictions.labels, predictions.probabilities
    every = np.arange(len(predictions.classes))
    assert found["log_loss"] == pytest.approx(log_loss(truth, probabilities, labels=every))
    assert found["brier"] == pytest.approx(brier_score_loss(truth, probabilities, labels=every))


def _by_bins(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    sure, total = probabilities.max(axis=1), 0.0
    right = probabilities.argmax(axis=1) == labels
    for index in range(BINS):
        inside = (sure > index / BINS) & (sure <= (index + 1) / BINS)
        if inside.any():
            total += inside.mean() * abs(right[inside].mean() - sure[inside].mean())
    return total


@given(said())
def test_the_calibration_error_is_that_of_bins_one_by_one(predictions: Predictions) -> None:
    given_ = (predictions.probabilities, predictions.labels)
    assert calibration_error(*given_) == pytest.approx(_by_bins(*given_), abs=1e-12)


def test_the_calibration_error_by_hand() -> None:
    probabilities = np.array([[0.9, 0.1], [0.9, 0.1], [0.4, 0.6]])
    found = calibration_error(probabilities, np.array([0, 1, 1]))
    assert found == pytest.approx((2 * abs(0.5 - 0.9) + abs(1.0 - 0.6)) / 3)
