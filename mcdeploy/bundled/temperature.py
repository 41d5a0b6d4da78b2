"""Temperature scaling: one number that makes a model as sure as it is right.

Guo, Pleiss, Sun and Weinberger, On Calibration of Modern Neural Networks (2017), section 4.2: the
scores are divided by T, which changes how sure the model is. With softmax the order of the classes
stays as it is, row by row; the same holds for one sigmoid for each class.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass

from scipy.optimize import minimize_scalar  # type: ignore[import-untyped]

from mcdeploy.bundled.classifier import Classifier, Floats, probabilities
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.losses import row_losses

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
    difference, which is paired by row; and only where the loss has a minimum: when the model is
    right on every row, ever lower temperatures look ever better.
    """
    scores = model.scores(held_out.rows)

    def losses(temperature: float) -> Floats:
        return row_losses(probabilities(model.strategy, scores / temperature), held_out.labels)

    value = _least(lambda logarithm: float(losses(math.exp(logarithm)).mean()))
    gains = losses(1.0) - losses(value)
    gain, error = float(gains.mean()), float(gains.std(ddof=1)) / math.sqrt(len(gains))
    return _judged(value, gain, error, len(gains))


def _least(loss: Callable[[float], float]) -> float:
    limit = math.log(FARTHEST)
    found = minimize_scalar(loss, bounds=(-limit, limit), method="bounded", options={"xatol": 1e-9})
    return math.exp(float(found.x))


def _judged(value: float, gain: float, error: float, rows: int) -> Temperature:
    if not 1.001 / FARTHEST < value < FARTHEST / 1.001:
        return Temperature(
            value,
            shipped=False,
            why=f"On the {rows} validation rows the log loss has no minimum between temperatures "
            f"of 1/{FARTHEST:g} and {FARTHEST:g}, so they cannot tell one; none is applied.",
        )
    lowers = (
        f"A temperature of {value:.4g} lowers the log loss on the {rows} validation rows by "
        f"{gain:.4f}, where one standard error of the difference is {error:.4f}"
    )
    if gain > error:
        return Temperature(value, shipped=True, why=f"{lowers}: more than that, so it is applied.")
    return Temperature(
        value, shipped=False, why=f"{lowers}: no more than that, so none is applied."
    )
