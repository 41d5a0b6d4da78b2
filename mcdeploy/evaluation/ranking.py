"""The area under the ROC curve, from ranks."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.result import Value


def roc_auc(positive: NDArray[np.bool_], scores: NDArray[np.float64]) -> Value:
    """The probability that a random positive row scores above a random negative one, a tie
    counting one half; or None and the reason. Both arrays have shape (n,).

    By the rank sum of Mann and Whitney (1947): with R the sum of the positives' ranks, ties
    sharing the mean of theirs, the area is (R - p (p + 1) / 2) / (p q) for p positives and q
    negatives.
    """
    p = int(positive.sum())
    q = len(positive) - p
    if not p:
        return None, "no row is of this class"
    if not q:
        return None, "every row is of this class"
    ranks = _ranks(scores)
    return float((ranks[positive].sum() - p * (p + 1) / 2) / (p * q)), ""


def _ranks(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    """From 1; equal scores share the mean of their ranks."""
    _, groups, sizes = np.unique(scores, return_inverse=True, return_counts=True)
    last = np.cumsum(sizes)
    return np.asarray((last - (sizes - 1) / 2)[groups], dtype=np.float64)
