"""The metrics of k classes as one number: macro counts each class once, weighted by its rows."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.result import Key

Numbers = NDArray[np.int64] | NDArray[np.float64]


def macro(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over the classes: (b, k) becomes (b,); NaN where a class has no value."""
    return np.asarray(values.mean(axis=1))


def weighted(values: NDArray[np.float64], support: NDArray[np.int64]) -> NDArray[np.float64]:
    """The mean over the rows, each with the value of its class: (b, k) becomes (b,); NaN where a
    class that has rows has no value, or no class has any."""
    total = (np.where(support > 0, values, 0.0) * support).sum(axis=1)
    return ratio(total, support.sum(axis=1))


def ratio(part: Numbers, whole: Numbers) -> NDArray[np.float64]:
    """The quotients; NaN where the whole is 0."""
    quotients = np.full(part.shape, np.nan)
    np.divide(part, whole, out=quotients, where=whole > 0)
    return quotients


def undefined(
    metric: str, why: Mapping[str, str], labels: Sequence[str], support: NDArray[np.int64]
) -> dict[Key, str]:
    """The reasons by key: of the classes that `why` names, and of the averages over `labels` in
    which they count. `support`, of shape (k,), is how many rows are of each."""
    found = {Key(metric, label): why[label] for label in labels if label in why}
    found |= _of_average(f"{metric}_macro", metric, why, labels)
    seen = [label for label, rows in zip(labels, support, strict=True) if rows]
    return found | _of_average(f"{metric}_weighted", metric, why, seen)


def _of_average(
    average: str, metric: str, why: Mapping[str, str], counted: Sequence[str]
) -> dict[Key, str]:
    for label in counted:
        if label in why:
            return {Key(average): f"{metric} of class {label!r} is undefined: {why[label]}"}
    return {}
