"""What is told of one group."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.fairness.tally import Counts, Tally

Values = NDArray[np.float64]


def share(part: Counts | Values, whole: Counts | Values, otherwise: Values) -> Values:
    """Part of whole, and where the whole is not above 0 what stands there otherwise."""
    found: Values = np.divide(part, whole, out=otherwise, where=whole > 0)
    return found


@dataclass(frozen=True, slots=True)
class Rate:
    """A share of rows, `part` of `whole`, and what it says of a group whose whole is 0."""

    name: str
    part: Callable[[Tally], Counts]
    whole: Callable[[Tally], Counts]
    why: str = ""

    def __call__(self, tally: Tally) -> Values:
        """Of shape (b, g, c), or (b, g, 1) of the accuracy; NaN where it is undefined."""
        part, whole = self.part(tally), self.whole(tally)
        return share(part, whole, np.full(whole.shape, np.nan))


ACCURACY = Rate("accuracy", lambda tally: tally.right, lambda tally: tally.rows)

OF_CLASS = (
    Rate(
        "selection_rate",
        lambda tally: tally.predicted,
        lambda tally: np.broadcast_to(tally.rows, tally.predicted.shape),
    ),
    Rate(
        "precision",
        lambda tally: tally.hits,
        lambda tally: tally.predicted,
        "no row of the group was said to be of this class",
    ),
    Rate(
        "recall",
        lambda tally: tally.hits,
        lambda tally: tally.support,
        "no row of the group is of this class",
    ),
    Rate(
        "f1",
        lambda tally: 2 * tally.hits,
        lambda tally: tally.support + tally.predicted,
        "no row of the group is, or was said to be, of this class",
    ),
    Rate(
        "false_positive_rate",
        lambda tally: tally.predicted - tally.hits,
        lambda tally: tally.rows - tally.support,
        "every row of the group is of this class",
    ),
)
"""Of one class against the rest; recall is the true positive rate."""

WHY: Mapping[str, str] = {rate.name: rate.why for rate in OF_CLASS}


def rates(tally: Tally) -> dict[str, Values]:
    """Every rate by its name."""
    return {rate.name: rate(tally) for rate in (ACCURACY, *OF_CLASS)}
