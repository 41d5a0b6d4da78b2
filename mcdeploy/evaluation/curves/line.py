"""The lines that a falling threshold draws, and the areas under them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.curves.steps import Steps

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Line:
    """Points (x, y), x rising, and the threshold at each, where there is one: shapes (m,)."""

    x: Floats
    y: Floats
    thresholds: Floats

    def at(self, points: NDArray[np.intp]) -> "Line":
        """The line through some of its points."""
        return Line(self.x[points], self.y[points], self.thresholds[points])


def roc(steps: Steps) -> Line:
    """True over false positive rate, from (0, 0); there must be rows of both kinds."""
    x, y = steps.alarms / steps.negatives, steps.hits / steps.positives
    return Line(np.append(0.0, x), np.append(0.0, y), _from_nobody(steps))


def precision_recall(steps: Steps) -> Line:
    """Precision over recall, from (0, 1), as if a finding of nobody were pure; there must be
    positive rows."""
    x, y = steps.hits / steps.positives, steps.hits / (steps.hits + steps.alarms)
    return Line(np.append(0.0, x), np.append(1.0, y), _from_nobody(steps))


def roc_auc(steps: Steps) -> float:
    """The area under straight lines between the points, summed in integers: Hanley and McNeil,
    The meaning and use of the area under a ROC curve (1982)."""
    widths = np.diff(steps.alarms, prepend=0)
    heights = steps.hits + np.append(0, steps.hits[:-1])
    return int((widths * heights).sum()) / (2 * steps.positives * steps.negatives)


def average_precision(steps: Steps) -> float:
    """The precision at each threshold, weighted by what it adds to the recall. It is the area
    under steps, not under straight lines, which would flatter: Davis and Goadrich, The
    relationship between precision-recall and ROC curves (2006)."""
    found = np.diff(steps.hits, prepend=0)
    precision = steps.hits / (steps.hits + steps.alarms)
    return float((found * precision).sum() / steps.positives)


def _from_nobody(steps: Steps) -> Floats:
    """The first threshold is the least that no row reaches: finite, so that it can be written."""
    return np.append(np.nextafter(steps.thresholds[0], np.inf), steps.thresholds)
