"""What of a line lies within a window."""

from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
Span = tuple[float, float]


def within(points: Sequence[Point], x: Span, y: Span) -> list[list[Point]]:
    """The pieces of the line through the points that lie in the window, cut where they leave it:
    Liang and Barsky, A new concept and method for line clipping (1984)."""
    pieces: list[list[Point]] = []
    for start, end in pairwise(points):
        cut = _cut(start, end, x, y)
        if cut is None:
            continue
        if pieces and pieces[-1][-1] == cut[0]:
            pieces[-1].append(cut[1])
        else:
            pieces.append(list(cut))
    return pieces


def _cut(start: Point, end: Point, x: Span, y: Span) -> tuple[Point, Point] | None:
    first, last = 0.0, 1.0
    for at, to, (low, high) in ((start[0], end[0], x), (start[1], end[1], y)):
        if at == to:
            if not low <= at <= high:
                return None
            continue
        enters, leaves = sorted(((low - at) / (to - at), (high - at) / (to - at)))
        first, last = max(first, enters), min(last, leaves)
    if first >= last:
        return None
    return _along(start, end, first), _along(start, end, last)


def _along(start: Point, end: Point, share: float) -> Point:
    """The ends themselves at 0 and 1, to the last bit."""
    if share in (0.0, 1.0):
        return start if share == 0.0 else end
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])
