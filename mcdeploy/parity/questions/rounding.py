"""Rows on the grid of float32: where a service that computes in it would be found out."""

from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.parity.naming import named
from mcdeploy.parity.questions.rows import Rows, joined, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST = 32


def rounding(rows: "NDArray[np.float64]", called: str) -> Rows:
    """Up to 32 of these rows, rounded to float32, and their neighbours: each value one
    step of float32 down, and one step up."""
    chosen = spread(len(rows), MOST)
    with np.errstate(over="ignore", under="ignore"):
        single = rows[chosen].astype(np.float32)
        steps = {
            "rounded to float32": single,
            "a step of float32 down": np.nextafter(single, np.float32(-np.inf)),
            "a step of float32 up": np.nextafter(single, np.float32(np.inf)),
        }
    return joined(
        Rows(values.astype(np.float64), tuple(f"{named(called, row)}, {how}" for row in chosen))
        for how, values in steps.items()
    )
