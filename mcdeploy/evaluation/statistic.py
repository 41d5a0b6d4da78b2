"""What is measured, and how: one definition for the value and for its interval.

A statistic is computed from rows that count so and so many times. Where each counts once it is the
metric; where they count as often as a resample drew them it is one draw of the bootstrap.
"""

from collections.abc import Mapping
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.result import Key

Weights = NDArray[np.unsignedinteger]
"""How often each of n rows counts, in each of b resamples: shape (b, n)."""


class Statistic(Protocol):
    """Some metrics of the predictions that it was made of, which share their work.

    Pure, and safe to be called by several threads at once.
    """

    @property
    def keys(self) -> tuple[Key, ...]:
        """What it measures: m keys."""
        ...

    def __call__(self, weights: Weights) -> NDArray[np.float64]:
        """Their values for weights of shape (b, n), as (b, m); NaN where one is undefined."""
        ...

    def undefined(self) -> Mapping[Key, str]:
        """The reason for each key that has no value where every row counts once."""
        ...
