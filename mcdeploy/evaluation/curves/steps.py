"""What is found and what is mistaken as a threshold falls from score to score."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Steps:
    """`thresholds` are the m different scores, falling. Of the rows with that score or a higher
    one, `hits` are positive and `alarms` are not; each array has shape (m,)."""

    thresholds: NDArray[np.float64]
    hits: NDArray[np.int64]
    alarms: NDArray[np.int64]

    @property
    def positives(self) -> int:
        return int(self.hits[-1])

    @property
    def negatives(self) -> int:
        return int(self.alarms[-1])


def steps(positive: NDArray[np.bool_], scores: NDArray[np.float64]) -> Steps:
    """Both arrays have shape (n,), n >= 1."""
    order = np.argsort(scores)[::-1]
    falling = scores[order]
    last = np.flatnonzero(np.append(falling[1:] != falling[:-1], True))
    hits = np.cumsum(positive[order], dtype=np.int64)[last]
    return Steps(falling[last], hits, last + 1 - hits)
