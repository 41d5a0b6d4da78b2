"""The metrics of the classes as one number: micro, macro and weighted."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.result import Class, Value


def of(
    values: Sequence[Mapping[str, Value]],
    classes: Sequence[Class],
    confusion: NDArray[np.int64],
) -> dict[str, Value]:
    """Micro counts rows, macro counts each class once, weighted counts it by its support."""
    micro = int(confusion.trace()) / int(confusion.sum())
    once, support = [1] * len(classes), [each.support for each in classes]
    found: dict[str, Value] = {}
    for name in values[0]:
        if name != "roc_auc":
            found[f"{name}_micro"] = (micro, "")
        found[f"{name}_macro"] = _mean(name, values, classes, once)
        found[f"{name}_weighted"] = _mean(name, values, classes, support)
    return found


def _mean(
    name: str,
    values: Sequence[Mapping[str, Value]],
    classes: Sequence[Class],
    weights: Sequence[int],
) -> Value:
    total = 0.0
    for each, one, weight in zip(values, classes, weights, strict=True):
        value, why = each[name]
        if weight and value is None:
            return None, f"{name} of class {one.label!r} is undefined: {why}"
        total += weight * (value or 0.0)
    return total / sum(weights), ""
