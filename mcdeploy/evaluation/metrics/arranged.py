"""Rows in the order in which they are counted fastest."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions


def arranged(predictions: Predictions) -> Predictions:
    """The same rows, sorted by true class and then by predicted class: the strata of a bootstrap
    and the cells of the confusion matrix are then contiguous. `rows_sha256` still names the rows
    as they came."""
    return reordered(predictions, order(predictions))


def order(predictions: Predictions) -> NDArray[np.intp]:
    """Where the rows come from that `arranged` gives. Shape (n,); rows of one cell keep their
    order."""
    predicted = predictions.probabilities.argmax(axis=1)
    return np.lexsort((predicted, predictions.labels))


def reordered(predictions: Predictions, rows: NDArray[np.intp]) -> Predictions:
    """The rows with these indices: what a second model said goes along with the first."""
    return replace(
        predictions,
        labels=predictions.labels[rows],
        probabilities=predictions.probabilities[rows],
        groups={column: groups[rows] for column, groups in predictions.groups.items()},
    )
