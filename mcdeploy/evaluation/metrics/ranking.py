"""The rows in the order in which the scores of one class put them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.metrics.averages import ratio
from mcdeploy.evaluation.metrics.grouped import Counts

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """n rows by their score, the highest first, of which some are positive.

    The positives have d different scores: level 0 is the highest. `order` is that of the rows,
    and `reached` how many have the score of each level or a higher one; `positives` and `hits`
    are the same of the positives alone. `place` is where each row stands among the levels: 2 i + 1
    on level i, 2 i above it and below those before.
    """

    order: NDArray[np.int32]
    reached: NDArray[np.intp]
    positives: NDArray[np.int32]
    hits: NDArray[np.intp]
    place: NDArray[np.int32]

    def above(self, weights: Counts) -> Floats:
        """The weight of the positives above each level, and of all of them: (b, d + 1)."""
        summed = weights.take(self.positives, axis=1).cumsum(axis=1, dtype=np.uint32)
        found = np.zeros((len(weights), len(self.hits) + 1))
        found[:, 1:] = summed.take(self.hits - 1, axis=1)
        return found

    def beaten_by(self, above: Floats) -> Floats:
        """The weight of the positives that score higher than each row, those of the same score
        counting one half: (b, n)."""
        between = np.empty((len(above), 2 * above.shape[1] - 1))
        between[:, ::2] = above
        between[:, 1::2] = (above[:, :-1] + above[:, 1:]) / 2
        return between.take(self.place, axis=1)

    def average_precision(self, weights: Counts, above: Floats) -> Floats:
        """The mean over the positives of the precision at their level: (b,)."""
        summed = weights.take(self.order, axis=1).cumsum(axis=1, dtype=np.uint32)
        reached = summed.take(self.reached - 1, axis=1)
        precision = above[:, 1:] / np.maximum(reached, 1)
        return ratio((np.diff(above, axis=1) * precision).sum(axis=1), above[:, -1])


def ranking(scores: Floats, positive: NDArray[np.bool_]) -> Ranking:
    """Both of shape (n,)."""
    order = np.argsort(-scores, kind="stable").astype(np.int32)
    falling = -scores[order]
    positives = order[positive[order]]
    levels, counts = np.unique(-scores[positives], return_counts=True)
    higher = np.searchsorted(levels, falling, side="left")
    same = np.searchsorted(levels, falling, side="right")
    place = np.empty(len(order), dtype=np.int32)
    place[order] = higher + same
    reached = np.searchsorted(falling, levels, side="right")
    return Ranking(order, reached, positives, counts.cumsum(), place)
