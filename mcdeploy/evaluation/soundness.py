"""Are these predictions what they say they are?"""

import numpy as np

from mcdeploy.domain import Predictions
from mcdeploy.errors import ModelError

TOLERANCE = 1e-4
"""How far the probabilities of a row may be from 1 in sum: what float32 does to many classes."""


def check(predictions: Predictions) -> None:
    """ModelError when the shapes do not fit, a label is no class, or a row's probabilities are
    not probabilities."""
    labels, probabilities = predictions.labels, predictions.probabilities
    n, k = len(labels), len(predictions.classes)
    if k < 2 or len(set(predictions.classes)) < k:
        raise _unsound(f"there must be two different classes or more, not {predictions.classes}")
    if not n:
        raise _unsound("there are no rows")
    if labels.shape != (n,) or probabilities.shape != (n, k):
        shapes = f"{labels.shape} and {probabilities.shape}, not ({n},) and ({n}, {k})"
        raise _unsound(f"the labels and probabilities have the shapes {shapes}")
    if labels.min() < 0 or labels.max() >= k:
        row = int(np.argmax((labels < 0) | (labels >= k)))
        raise _unsound(f"row {row}: there is no class {labels[row]}")
    _check_probabilities(predictions)


def _check_probabilities(predictions: Predictions) -> None:
    probabilities = predictions.probabilities
    sound = (probabilities >= 0.0) & (probabilities <= 1.0)  # a NaN is neither
    if not sound.all():
        row, column = np.argwhere(~sound)[0]
        value, label = probabilities[row, column], predictions.classes[column]
        raise _unsound(f"row {row}: the probability of {label!r} is {value}")
    far = np.abs(probabilities.sum(axis=1) - 1.0) > TOLERANCE
    if far.any():
        row = int(np.argmax(far))
        raise _unsound(f"row {row}: the probabilities sum to {probabilities[row].sum():.6g}, not 1")


def _unsound(what: str) -> ModelError:
    return ModelError(
        "the predictions", what, remedy="give each row one probability for each class"
    )
