"""The metrics of the probabilities themselves, each a mean over the rows.

Definitions: Brier, Verification of forecasts expressed in terms of probability (1950), as one
number for all classes and of each against the rest; Guo et al., On Calibration of Modern Neural
Networks (2017), for the expected calibration error.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics.averages import ratio
from mcdeploy.evaluation.metrics.bins import BINS, bins
from mcdeploy.evaluation.metrics.grouped import grouped
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights

BLOCK = 131_072
"""So many rows at a time, that their products stay near the processor."""


class Losses:
    """Log loss, Brier score, expected calibration error; the Brier score of each class."""

    def __init__(self, predictions: Predictions) -> None:
        self._labels = predictions.classes
        self._losses = np.vstack([_log_loss(predictions), _squares(predictions)])
        surest = predictions.probabilities.max(axis=1)
        right = predictions.probabilities.argmax(axis=1) == predictions.labels
        self._bins = grouped(bins(surest), BINS)
        self._too_sure = self._bins.arrange(surest - right)

    @property
    def keys(self) -> tuple[Key, ...]:
        overall = (Key("log_loss"), Key("brier"), Key("ece"))
        return (*overall, *(Key("brier", label) for label in self._labels))

    def __call__(self, weights: Weights) -> NDArray[np.float64]:
        losses = _sums(weights, self._losses)
        log_loss, squares = losses[:, :1], losses[:, 1:]
        brier = squares.sum(axis=1, keepdims=True) / (2 if len(self._labels) == 2 else 1)
        gaps = np.abs(self._bins.sums(weights, self._too_sure)).sum(axis=1, keepdims=True)
        rows = weights.sum(axis=1, keepdims=True, dtype=np.int64)
        return ratio(np.concatenate([log_loss, brier, gaps, squares], axis=1), rows)

    def undefined(self) -> Mapping[Key, str]:
        return {}


def _log_loss(predictions: Predictions) -> NDArray[np.float64]:
    """Of each row -ln p, in nats, p the probability given to the true class. A p of 0 counts as
    the smallest step of float64, so that one row does not make the whole infinite; and a p of 1
    as so much less than 1."""
    given = predictions.probabilities[np.arange(len(predictions.labels)), predictions.labels]
    step = np.finfo(np.float64).eps
    return -np.log(np.clip(given, step, 1 - step))


def _squares(predictions: Predictions) -> NDArray[np.float64]:
    """(p - y)^2 of each class in each row, y being 1 where the row is of the class: (k, n)."""
    squares = predictions.probabilities.T.copy()
    squares[predictions.labels, np.arange(len(predictions.labels))] -= 1.0
    return np.square(squares, out=squares)


def _sums(weights: Weights, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weight times value summed over the rows: (b, n) and (m, n) become (b, m). No BLAS, whose
    last digit differs from machine to machine."""
    found = np.zeros((len(weights), len(values)))
    for start in range(0, weights.shape[1], BLOCK):
        block = slice(start, start + BLOCK)
        factors = weights[:, block].astype(np.float64)
        products = np.empty_like(factors)
        for column, each in enumerate(values):
            found[:, column] += np.multiply(factors, each[block], out=products).sum(axis=1)
    return found
