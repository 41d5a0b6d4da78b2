"""What has no interval, and why not."""

from mcdeploy.evaluation.bootstrap.ranges import LOSSES
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.result import Key

CLASSES = 100
"""More than these, and no rank gets an interval: each resample counts the pairs of every class."""

RANKS = ("roc_auc", "average_precision")

WRONG = 10
"""So many rows at least must be wrong for an interval of a loss, most of which comes from them. On
simulated data it covers as it should from there on (benchmarks/coverage.py)."""


def without(key: Key, classes: int, rows: Rows) -> str:
    """Why no resample is asked for this number; empty where they are."""
    if key.metric == "ece":
        return (
            "it comes out too large in a sample and larger still in a resample, so that an "
            "interval from resamples would not hold the true value"
        )
    if key.metric.startswith(RANKS) and classes > CLASSES:
        return f"there are {classes} classes, and ranks have intervals up to {CLASSES}"
    if key.metric in LOSSES and rows.wrong(key.label) < WRONG:
        return f"fewer than {WRONG} rows are wrong, and most of a loss comes from such rows"
    return ""
