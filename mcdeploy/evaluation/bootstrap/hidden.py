"""Mistakes of a class that no resample has seen, in a mean over the classes."""

import math
from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.bootstrap.quantiles import unseen
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.result import Key

Draws = NDArray[np.float64]
Hidden = Callable[[float], float]
"""How far below its value a mean may be for them, at a confidence."""


def nothing(confidence: float) -> float:
    del confidence
    return 0.0


def hidden(key: Key, labels: tuple[str, ...], draws: Mapping[Key, Draws], rows: Rows) -> Hidden:
    """Of the classes that are below 1.0 in no resample. The distances of independent
    parts add up as squares (Zou and Donner, Construction of confidence limits about effect
    measures: a general approach, 2008)."""
    metric = "recall_macro" if key.metric == "balanced_accuracy" else key.metric
    if not metric.endswith("_macro") or metric == "roc_auc_ovo_macro":
        return nothing
    parts = [Key(metric.removesuffix("_macro"), label) for label in labels]
    drawn = [part for part in parts if part in draws]
    flawless = [rows.of(part) for part in drawn if not (draws[part] < 1.0).any()]
    return partial(_together, flawless, len(drawn)) if flawless else nothing


def _together(flawless: list[int], classes: int, confidence: float) -> float:
    return math.hypot(*(unseen(confidence, rows) / classes for rows in flawless))
