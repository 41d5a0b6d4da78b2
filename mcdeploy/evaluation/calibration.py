"""Is it so as often as it is said to be?

After Guo et al., On Calibration of Modern Neural Networks (2017): rows are put into bins by what
was said of them, and in each bin what was said is held against what was seen.
"""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics import bins
from mcdeploy.evaluation.result import Bin, Reliability

MOST_PROBABLE = "most probable"

CLASS_BINS = 10
"""Bins of the probability of one class, which has fewer rows than all classes together."""


def reliability(predictions: Predictions) -> tuple[Reliability, ...]:
    """First of the most probable class of each row, in the bins of the metric `ece`; then of each
    class, in ten bins of equal width, with the edges of scikit-learn's `calibration_curve`. A bin
    is open to the left, but the first one holds 0 too. Pure."""
    probabilities, labels = predictions.probabilities, predictions.labels
    right = probabilities.argmax(axis=1) == labels
    edges = np.linspace(0.0, 1.0, CLASS_BINS + 1)
    return (
        _reliability(MOST_PROBABLE, probabilities.max(axis=1), right, bins.edges()),
        *(
            _reliability(label, probabilities[:, i], labels == i, edges)
            for i, label in enumerate(predictions.classes)
        ),
    )


def _reliability(
    name: str, said: NDArray[np.float64], seen: NDArray[np.bool_], edges: NDArray[np.float64]
) -> Reliability:
    """`said` and `seen` have shape (n,): the probability, and whether it came to be."""
    at = np.searchsorted(edges[1:-1], said, side="left")
    count = len(edges) - 1
    rows = np.bincount(at, minlength=count)
    present = rows > 0
    hoped = np.bincount(at, weights=said, minlength=count)[present] / rows[present]
    found = np.bincount(at, weights=seen, minlength=count)[present] / rows[present]
    columns = (edges[:-1][present], edges[1:][present], rows[present], hoped, found)
    return Reliability(
        name=name,
        bins=tuple(Bin(*row) for row in zip(*(each.tolist() for each in columns), strict=True)),
        brier=float(np.square(said - seen).mean()),
        ece=float((rows[present] * np.abs(found - hoped)).sum() / len(said)),
    )
