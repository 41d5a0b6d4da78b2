"""What it costs to take a row of one class for another."""

import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcdeploy.errors import ManifestError
from mcdeploy.evaluation.absent import absent

Matrix = NDArray[np.float64]
"""(i, j): of a row of class i that is said to be of class j; negative where it is a gain."""

WHO = "evaluation.costs"


def matrix(classes: tuple[str, ...], costs: Mapping[str, Mapping[str, float]]) -> Matrix:
    """`costs[true][said]` as an array of shape (k, k), 0 where nothing is given.

    ManifestError names every class that there is not, with the nearest that there is, and every
    cost that is no finite number; and it refuses costs by which nothing can be decided.
    """
    if problems := _problems(classes, costs):
        raise ManifestError(WHO, problems, remedy="give {true class: {class said: cost}}")
    found = np.zeros((len(classes), len(classes)))
    for true, row in costs.items():
        for said, cost in row.items():
            found[classes.index(true), classes.index(said)] = cost
    _check_matters(found)
    return found


def mean(confusion: NDArray[np.int64], costs: Matrix) -> float:
    """What a row costs on average; `confusion[i][j]` rows of class i were said to be of class j."""
    return float((confusion * costs).sum() / confusion.sum())


def same(costs: Matrix) -> float:
    """Mean costs that differ by no more than this are the same: what rounding makes of equals."""
    return 1e-12 * float(np.abs(costs).max())


def _problems(
    classes: tuple[str, ...], costs: Mapping[str, Mapping[str, float]]
) -> tuple[str, ...]:
    names = dict.fromkeys(name for true, row in costs.items() for name in (true, *row))
    unknown = (absent("class", name, classes) for name in names if name not in classes)
    endless = (
        f"{true!r} taken for {said!r} costs {cost}, which is no finite number"
        for true, row in costs.items()
        for said, cost in row.items()
        if not math.isfinite(cost)
    )
    return (*unknown, *endless)


def _check_matters(costs: NDArray[np.floating[Any]]) -> None:
    if (costs == costs[:, :1]).all():
        what = "whatever is said of a row costs the same, so that nothing is to be decided"
        raise ManifestError(
            WHO, [what], remedy="give each mistake what it costs, or leave them out"
        )
    if (costs.diagonal() == costs.max(axis=1)).all():
        what = "no mistake costs more than the right answer, so that the best model is always wrong"
        raise ManifestError(
            WHO, [what], remedy="a cost is a positive number, a gain a negative one"
        )
