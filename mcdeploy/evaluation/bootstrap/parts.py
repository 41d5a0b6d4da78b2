"""What a number is made of, and which of that no resample changes."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import CLASS_METRICS, FAIRNESS_METRICS
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.fairness.disparity import MADE_OF
from mcdeploy.evaluation.result import Key

Draws = NDArray[np.float64]

SAME = 1e-12
"""Draws that are no further apart than this are all the same."""


def parts(key: Key, rows: Rows, drawn: Mapping[Key, Draws]) -> dict[Key, float]:
    """Of a mean over classes what is averaged, of a number between groups the rates within each,
    and else the number itself: those that were drawn, each with the change of the number for a
    change of one of it.

    Of Matthews correlation the recalls, with the change at a perfect answer.
    """
    found = {part: weight for part, weight in _parts(key, rows).items() if part in drawn}
    if key.metric.endswith("_macro") or key.metric == "balanced_accuracy":
        return {part: weight / len(found) for part, weight in found.items()}
    return found


def still(draws: Draws) -> bool:
    """Whether there is no spread in them."""
    seen = draws[~np.isnan(draws)]
    return not len(seen) or bool(np.ptp(seen) <= SAME)


def _parts(key: Key, rows: Rows) -> dict[Key, float]:
    if key.metric in FAIRNESS_METRICS:
        return dict.fromkeys(_rates(key, rows), 1.0)
    if key.metric == "mcc":
        unlike = 1 - sum(share**2 for share in rows.shares.values())
        return {
            Key("recall", label): share / unlike for label, share in rows.shares.items() if share
        }
    metric, _, mean = key.metric.rpartition("_")
    if key.metric == "balanced_accuracy":
        metric, mean = "recall", "macro"
    if metric not in CLASS_METRICS or key.metric == "recall_weighted":  # which is accuracy
        return {key: 1.0}
    if mean == "weighted":
        return {Key(metric, label): share for label, share in rows.shares.items()}
    return {Key(metric, label): 1.0 for label in rows.shares} if mean == "macro" else {key: 1.0}


def _rates(key: Key, rows: Rows) -> list[Key]:
    column = str(key.column)
    labels = [key.label] if key.label is not None else [None, *rows.shares]
    return [
        Key(rate, label, column, group)
        for rate in MADE_OF[key.metric.rpartition("_")[0]]
        for label in labels
        for group in rows.groups[column]
    ]
