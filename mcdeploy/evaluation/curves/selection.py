"""A few points of a line that has many, so that nobody sees the difference.

The line is cut into cells along a coordinate that rises with it. Of each cell its first, lowest,
highest and last point stay (M4: Jugel and others, A visualization-oriented time series data
aggregation, 2014). A cell's end and the next one's beginning are neighbours, so that no jump is
lost; within a cell both lines pass through the same points between the same bounds.
"""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.evaluation.curves.line import Floats, Line

FEW = 200
"""Points of which all are drawn, and the most that are drawn of more."""

ROC_DISTANCE = 0.01
"""No point of a ROC curve is farther than this from the line drawn, nor the other way round.

Two points of one of the 100 cells differ by 0.02 or less in x + y, and both lines rise from one
to the other, one of them straight: they are 0.02 / sqrt(8) apart, or less. What the mean over
classes adds, see `macro`, is 0.002 or less."""

PRECISION_RECALL_DISTANCE = 0.02
"""The same for precision over recall: both lines take every value between a cell's lowest and
highest, and the 50 cells are 0.02 wide."""


def drawn_roc(line: Line) -> Line:
    return line if len(line.x) <= FEW else rising(line, FEW // 2)


def drawn_precision_recall(line: Line) -> Line:
    return line if len(line.x) <= FEW else line.at(_selection(line.x, line.y, FEW // 4))


def rising(line: Line, cells: int) -> Line:
    """At most two points for each of the cells of a line that rises, or is level or upright."""
    return line.at(_selection((line.x + line.y) / 2, line.y, cells))


def levels(x: Floats, cells: int) -> Floats:
    """At most two numbers for each of the cells, of numbers that rise from 0 to 1."""
    return x if len(x) <= 2 * cells else x[_selection(x, x, cells)]


def _selection(position: Floats, y: Floats, cells: int) -> NDArray[np.intp]:
    """Which points stay. `position` is in [0, 1] and never falls. Of equal ones the first lowest
    and the last highest stay: the ends, where the line rises."""
    cell = np.minimum((position * cells).astype(np.intp), cells - 1)
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    ends = np.append(starts[1:], len(y))
    bounds = list(zip(starts.tolist(), ends.tolist(), strict=True))
    lowest = [start + int(y[start:end].argmin()) for start, end in bounds]
    highest = [end - 1 - int(y[start:end][::-1].argmax()) for start, end in bounds]
    return np.unique(np.concatenate((starts, lowest, highest, ends - 1)))
