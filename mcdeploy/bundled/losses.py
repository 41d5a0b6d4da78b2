"""How far probabilities are from the truth: three measures, as the evaluation takes them."""

import numpy as np
from numpy.typing import NDArray
from sklearn.metrics import brier_score_loss, log_loss

from mcdeploy.domain import Predictions

BINS = 15


def row_losses(logarithms: NDArray[np.float64], labels: NDArray[np.int64]) -> NDArray[np.float64]:
    """For each of n rows -ln p of its own class, from the logarithms of all, of shape (n, k)."""
    return np.asarray(-logarithms[np.arange(len(labels)), labels], dtype=np.float64)


def measures(predictions: Predictions) -> dict[str, float]:
    """Log loss and Brier score as scikit-learn defines them, and the calibration error."""
    every = np.arange(len(predictions.classes))
    truth, said = predictions.labels, predictions.probabilities
    return {
        "log_loss": float(log_loss(truth, said, labels=every)),
        "brier": float(brier_score_loss(truth, said, labels=every)),
        "ece": calibration_error(said, truth),
    }


def calibration_error(probabilities: NDArray[np.float64], labels: NDArray[np.int64]) -> float:
    """Expected calibration error of the most probable class: over 15 bins of equal width, open on
    the left, the mean of |how sure - how often right|, weighted by rows.

    Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks (2017), equation 3.
    """
    sure = probabilities.max(axis=1)
    right = probabilities.argmax(axis=1) == labels
    edges = np.linspace(0.0, 1.0, BINS + 1)
    place = np.searchsorted(edges[1:-1], sure, side="left")
    gaps = np.bincount(place, weights=sure - right, minlength=BINS)
    return float(np.abs(gaps).sum() / len(labels))
