"""Numbers that describe, and that nobody computes with."""

import numpy as np
from numpy.typing import ArrayLike


def rounded(value: float) -> float:
    """To six significant digits."""
    return float(f"{value:.6g}")


def each_rounded(values: ArrayLike) -> list[float]:
    """The numbers of a row, in their order."""
    return [rounded(value) for value in np.asarray(values, dtype=np.float64).tolist()]
