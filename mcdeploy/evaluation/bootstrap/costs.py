"""What a row can cost, and what no row has cost."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.bootstrap.hidden import Hidden, Share
from mcdeploy.evaluation.bootstrap.parts import SAME
from mcdeploy.evaluation.bootstrap.ranges import Range
from mcdeploy.evaluation.bootstrap.resampling import Measure


class Costs:
    """Of rows of these classes; `costs[i][j]` is what it costs to take one of class i for j."""

    def __init__(self, costs: Sequence[Sequence[float]], labels: NDArray[np.int64]) -> None:
        matrix = np.array(costs)
        self._labels, self._present = labels, np.unique(labels)
        self._least, self._most = matrix.min(axis=1), matrix.max(axis=1)
        self._apart = self._most - self._least

    @property
    def range(self) -> Range:
        """From every row said to be what costs least to what costs most."""
        least, most = (float(ends[self._labels].mean()) for ends in (self._least, self._most))
        return Range(least, most)

    def any(self) -> Hidden:
        """Of a mistake as dear as there is."""
        return Hidden(*2 * (self._of(self._present),))

    def unseen(self, measure: Measure) -> Hidden:
        """Of a mistake as dear as there is in a class whose rows all cost their least, and of the
        contrary; `measure` finds the cost of weighted rows."""
        mean = np.array(
            [measure((self._labels == c)[None].astype(np.uint8))[0, 0] for c in self._present]
        )
        least, most = (ends[self._present] for ends in (self._least, self._most))
        return Hidden(
            below=self._of(self._present[mean >= most - SAME]),
            above=self._of(self._present[mean <= least + SAME]),
        )

    def _of(self, classes: NDArray[np.int64]) -> tuple[Share, ...]:
        dearest = float(self._apart[classes].max(initial=0.0))
        return (Share(dearest, len(self._labels)),)
