"""The predictor: a logistic regression as plain numbers. It needs NumPy and nothing else; every
other form of the model is held against it."""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled.strategy import Strategy
from mcdeploy.errors import ModelError

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """k classes, p features: `mean` and `scale` have shape (p,), `coefficients` (k, p) and
    `intercepts` (k,); all are float64."""

    strategy: Strategy
    classes: tuple[str, ...]
    features: tuple[str, ...]
    mean: Floats
    scale: Floats
    coefficients: Floats
    intercepts: Floats

    def scores(self, rows: Floats) -> Floats:
        """The linear score of each class for rows of shape (n, p), as (n, k).

        ModelError when the shape does not fit or a value is not finite.
        """
        self._check(rows)
        return np.asarray((rows - self.mean) / self.scale @ self.coefficients.T + self.intercepts)

    def predict_proba(self, rows: Floats) -> Floats:
        """The probability of each class for rows of shape (n, p), as (n, k); each row sums to 1.

        ModelError when the shape does not fit or a value is not finite.
        """
        return probabilities(self.strategy, self.scores(rows))

    def predict(self, rows: Floats) -> NDArray[np.int64]:
        """For each row the index of its most probable class, of shape (n,): that of the highest
        score, which tells classes apart where their probabilities round to the same float64."""
        return np.asarray(self.scores(rows).argmax(axis=1), dtype=np.int64)

    def tempered(self, temperature: float) -> "Classifier":
        """The classifier whose scores are these, divided by the temperature."""
        return replace(
            self,
            coefficients=self.coefficients / temperature,
            intercepts=self.intercepts / temperature,
        )

    def _check(self, rows: Floats) -> None:
        if rows.ndim != 2 or rows.shape[1] != len(self.features):
            raise ModelError(
                "the rows to predict",
                f"their shape is {rows.shape}, not (rows, {len(self.features)})",
                remedy="give one column for each feature, in the order of the model",
            )
        if not np.isfinite(rows).all():
            row, column = np.argwhere(~np.isfinite(rows))[0]
            raise ModelError(
                "the rows to predict",
                f"row {row}, feature {self.features[column]!r} is not a finite number",
                remedy="fill missing values in before asking the model",
            )


def probabilities(strategy: Strategy, scores: Floats) -> Floats:
    """From scores of shape (n, k) to probabilities: softmax, or the sigmoid of each class, which
    are then made to sum to 1."""
    odds = np.exp(_logits(strategy, scores))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)


def log_probabilities(strategy: Strategy, scores: Floats) -> Floats:
    """Their natural logarithms, finite where a probability is too small for a float64."""
    logits = _logits(strategy, scores)
    return np.asarray(logits - np.log(np.exp(logits).sum(axis=1, keepdims=True)))


def _logits(strategy: Strategy, scores: Floats) -> Floats:
    """What softmax makes the probabilities of; the largest of a row is 0."""
    if strategy is Strategy.ONE_VS_REST:
        scores = -np.logaddexp(0.0, -scores)  # the logarithm of the sigmoid
    return np.asarray(scores - scores.max(axis=1, keepdims=True))
