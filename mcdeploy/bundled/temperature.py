"""Temperature scaling: one number that makes a model as sure as it is right.

Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks (2017), section 4.2: the
scores are divided by T, which changes how sure the model is. With softmax the order of the classes
stays as it is, row by row; the same holds for one sigmoid for each class.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.optimize import minimize_scalar

from mcdeploy.bundled.classifier import Classifier, Floats, log_probabilities
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.losses import row_losses
from mcdeploy.bundled.significant import rounded

FARTHEST = 20.0
"""T is looked for between 1 / 20 and 20."""


@dataclass(frozen=True, slots=True)
class Temperature:
    """The T that makes the log loss on the validation rows least, whether the model is shipped
    with it, and why."""

    value: float
    shipped: bool
    why: str

    def applied(self, model: Classifier) -> Classifier:
        """The model as it is shipped."""
        return model.tempered(self.value) if self.shipped else model


def fit(model: Classifier, held_out: Dataset) -> Temperature:
    """The temperature for a model that was not fitted to those rows.

    It is shipped when it lowers the mean log loss by more than one standard error of the
    difference, which is paired by row. Where the model is right on every row there is none: ever
    lower temperatures would look ever better.
    """
    labels, scores = held_out.labels, model.scores(held_out.rows)
    if np.array_equal(scores.argmax(axis=1), labels):
        return Temperature(1.0, shipped=False, why=_nothing_wrong(len(labels)))

    def losses(temperature: float) -> Floats:
        return row_losses(log_probabilities(model.strategy, scores / temperature), labels)

    value = _least(lambda logarithm: float(losses(math.exp(logarithm)).mean()))
    return _judged(value, losses(1.0) - losses(value))


def _least(loss: Callable[[float], float]) -> float:
    limit = math.log(FARTHEST)
    found = minimize_scalar(loss, bounds=(-limit, limit), method="bounded", options={"xatol": 1e-9})
    return rounded(math.exp(float(found.x)))


def _judged(value: float, gains: Floats) -> Temperature:
    gain, error = float(gains.mean()), float(gains.std(ddof=1)) / math.sqrt(len(gains))
    shipped = gain > error
    verdict = "more than that, so it is applied" if shipped else "no more, so none is applied"
    return Temperature(
        value,
        shipped,
        why=f"A temperature of {value:.4g} lowers the log loss on the {len(gains)} validation rows "
        f"by {gain:.4f}, where one standard error of the difference is {error:.4f}: {verdict}.",
    )


def _nothing_wrong(rows: int) -> str:
    return (
        f"The model is right on every one of the {rows} validation rows, so they cannot tell how "
        "much less sure it should be; no temperature is applied."
    )
