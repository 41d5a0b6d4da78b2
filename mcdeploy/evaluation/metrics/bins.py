"""Probabilities in bins of equal width."""

import numpy as np
from numpy.typing import NDArray

BINS = 15
"""As many as in Guo et al., On Calibration of Modern Neural Networks (2017)."""


def edges() -> NDArray[np.float64]:
    """Where the bins begin and end: BINS + 1 numbers from 0 to 1."""
    return np.arange(BINS + 1) / BINS


def bins(probabilities: NDArray[np.float64]) -> NDArray[np.intp]:
    """The bin of each probability, in [0, BINS). Bin i holds those in (edge i, edge i + 1], the
    first one 0 too."""
    return np.searchsorted(edges()[1:-1], probabilities, side="left")
