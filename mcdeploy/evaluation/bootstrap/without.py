"""What has no interval, and why not."""

from mcdeploy.evaluation.result import Key

CLASSES = 100
"""More than these, and no rank gets an interval: each resample counts the pairs of every class."""

RANKS = ("roc_auc", "average_precision")


def without(key: Key, classes: int) -> str:
    """Why no resample is asked for this number; empty where they are."""
    if key.metric == "ece":
        return (
            "it comes out too large in a sample and larger still in a resample, so that an "
            "interval from resamples would not hold the true value"
        )
    if key.metric.startswith(RANKS) and classes > CLASSES:
        return f"there are {classes} classes, and ranks have intervals up to {CLASSES}"
    return ""
