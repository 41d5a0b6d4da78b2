"""Rows whose label rounding alone decides, and which labels it may give them."""

from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.domain import Answers

if TYPE_CHECKING:
    from numpy.typing import NDArray


def nearest(expected: Answers, tolerance: float) -> "NDArray[np.bool_]":
    """A mask of shape (n, k): of each tie the classes that are at most twice the tolerance less
    probable than the most probable one. Who keeps the tolerance may name any of them.

    A row is a tie where there are several such classes, and the model's own label is one of them.
    """
    numbers = expected.probabilities
    near = numbers.max(axis=1, keepdims=True, initial=0.0) - numbers <= 2 * tolerance
    tie = (near.sum(axis=1) > 1) & among(near, expected.labels, expected.classes)
    return np.asarray(near & tie[:, None])


def among(
    near: "NDArray[np.bool_]", labels: "NDArray[np.str_]", classes: tuple[str, ...]
) -> "NDArray[np.bool_]":
    """A mask of shape (n,): the rows whose label is one of these classes of theirs."""
    named = labels[:, None] == np.array(classes, dtype=np.str_)[None, :]
    return np.asarray((near & named).any(axis=1))
