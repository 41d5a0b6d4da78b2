"""The metrics of the classes as one number: micro, macro and weighted."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import CLASS_METRICS
from mcdeploy.evaluation.result import ClassMetrics, Value


def of(classes: Sequence[ClassMetrics], confusion: NDArray[np.int64]) -> dict[str, Value]:
    """Micro counts rows, macro counts each class once, weighted counts it by its support.

    Each row has one class and gets one, so micro precision, recall and F1 are the accuracy.
    A mean is undefined when a class that counts in it has no value.
    """
    micro = int(confusion.trace()) / int(confusion.sum())
    once, support = [1] * len(classes), [each.support for each in classes]
    found: dict[str, Value] = {}
    for name in CLASS_METRICS:
        if name != "roc_auc":
            found[f"{name}_micro"] = (micro, "")
        found[f"{name}_macro"] = _mean(name, classes, once)
        found[f"{name}_weighted"] = _mean(name, classes, support)
    return found


def _mean(name: str, classes: Sequence[ClassMetrics], weights: Sequence[int]) -> Value:
    total = 0.0
    for each, weight in zip(classes, weights, strict=True):
        value = each.metrics[name]
        if weight and value is None:
            return None, f"{name} of class {each.label!r} is undefined: {each.undefined[name]}"
        total += weight * (value or 0.0)
    return total / sum(weights), ""
