"""The mean of the classes' ROC curves."""

from collections.abc import Sequence

import numpy as np

from mcdeploy.evaluation.curves.line import Floats, Line
from mcdeploy.evaluation.curves.selection import FEW, levels, rising

FINE = 2000
"""Cells of the lines that are averaged: in y they are 0.001 or less from the whole ones."""

LEVELS = 1000
"""Cells of the false positive rates at which the mean is taken: 0.001 wide."""


def fine(line: Line) -> Line:
    """A line that is near enough to be averaged and small enough to be kept."""
    return line if len(line.x) <= FEW else rising(line, FINE)


def mean(lines: Sequence[Line]) -> Line:
    """The mean of the true positive rates over the union of the false positive rates. Where a
    line stands upright the mean does too, so that its area is the mean of the areas. It has no
    thresholds: at one rate each class has another."""
    at = levels(np.unique(np.concatenate([line.x for line in lines])), LEVELS)
    lower = np.mean([_lower(line, at) for line in lines], axis=0)
    upper = np.mean([_upper(line, at) for line in lines], axis=0)
    x, y = np.repeat(at, 2), np.stack((lower, upper), axis=1).ravel()
    moved = np.append(True, (np.diff(x) > 0) | (np.diff(y) > 0))
    return Line(x[moved], y[moved], np.full(int(moved.sum()), np.nan))


def _upper(line: Line, at: Floats) -> Floats:
    """Where it stands upright, its upper end: `numpy.interp` takes the last of equal x."""
    return np.interp(at, line.x, line.y)


def _lower(line: Line, at: Floats) -> Floats:
    return np.interp(-at, -line.x[::-1], line.y[::-1])
