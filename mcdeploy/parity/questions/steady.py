"""Which rows have one answer, whoever computes it."""

from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.parity.precision import Precision

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from mcdeploy.domain import Answer


def steady(
    values: "NDArray[np.float64]", answer: "Answer", precision: Precision
) -> "NDArray[np.bool_]":
    """A mask of shape (n,): rows of which every implementation of that precision must say the
    same, because

    - the two most probable classes are more than twice the tolerance apart: who keeps the
      tolerance cannot have another label. A row on the boundary itself has no label that could be
      demanded: rounding alone decides it, differently in each order of summation;
    - a move of every value by a few units in the last place, all up, or up and down in turns,
      changes neither label nor probabilities.
    """
    kept = np.asarray(np.isfinite(values).all(axis=1))
    if not kept.any():
        return kept
    n, asked = int(kept.sum()), values[kept]
    signs = np.where(np.arange(values.shape[1]) % 2, -1.0, 1.0)
    moves = [asked * (1.0 + precision.moved * sign) for sign in (1.0, signs)]
    said = answer(np.concatenate([asked, *moves]))
    labels = said.labels.reshape(3, n)
    probabilities = said.probabilities.reshape(3, n, -1)
    change = np.abs(probabilities[1:] - probabilities[0]).max(axis=(0, 2), initial=0.0)
    apart = _apart(probabilities[0]) > 2 * precision.tolerance
    kept[kept] = apart & (change <= precision.steady) & (labels == labels[0]).all(axis=0)
    return kept


def _apart(probabilities: "NDArray[np.float64]") -> "NDArray[np.float64]":
    """How far the most probable class is from the next, for each row."""
    if probabilities.shape[1] < 2:
        return np.ones(len(probabilities))
    ordered = np.sort(probabilities, axis=1)
    return np.asarray(ordered[:, -1] - ordered[:, -2])
