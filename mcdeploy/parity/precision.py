"""How exact a service computes, and what that allows."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Precision:
    """`tolerance` is how far a probability may be from the model's own. `moved` is a few units in
    the last place, relative to a value: a row that was made to be difficult is asked only where
    such a move of its values changes no probability by more than `steady`."""

    name: str
    tolerance: float
    moved: float
    steady: float

    def rounded(self, values: "NDArray[np.float64]") -> "NDArray[np.float64]":
        """The values as the service will hold them; those out of its range become infinite."""
        if self is not SINGLE:
            return values
        with np.errstate(over="ignore", under="ignore"):
            return np.asarray(values.astype(np.float32), dtype=np.float64)


DOUBLE = Precision("float64", 1e-12, 2**-48, 1e-13)
SINGLE = Precision("float32", 1e-6, 2**-23, 5e-7)
