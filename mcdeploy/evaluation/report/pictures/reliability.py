"""What was said against what was seen, and how many rows say so."""

import math

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.pictures.chart import LEFT, SIDE, TOP, path
from mcdeploy.evaluation.report.pictures.frame import WIDTH, line, picture, text
from mcdeploy.evaluation.report.pictures.scale import Scale, bottom, left
from mcdeploy.evaluation.result import Bin, Reliability

COUNTS = 64.0
Z = 1.959964
"""The 0.975 quantile of the normal distribution."""

FEW = 10
"""Fewer rows in a bin are a ring, not a dot: what was seen there is mostly chance."""


def draw(name: str, title: str, one: Reliability) -> Markup:
    """Above, a dot for each bin with how sure it is, against the diagonal of perfect calibration;
    below, its rows."""
    x = Scale(0.0, 1.0, LEFT, LEFT + SIDE)
    y = Scale(0.0, 1.0, TOP + SIDE, TOP)
    foot = TOP + SIDE + 50 + COUNTS
    told = "; ".join(
        f"said {each.said:.2f}, seen {each.seen:.2f} in {each.rows:,} rows" for each in one.bins
    )
    parts = [
        *left(y, LEFT, LEFT + SIDE, "How often it was so"),
        *bottom(x, TOP, TOP + SIDE, ""),
        path(((0.0, 0.0), (1.0, 1.0)), x, y, "guide"),
        path([(each.said, each.seen) for each in one.bins], x, y, "thin"),
        *(_whisker(each, x(each.said), y) for each in one.bins),
        *(_dot(each, x(each.said), y(each.seen)) for each in one.bins),
        *_counts(one, x, foot),
        text("The probability that was given", LEFT + SIDE / 2, foot + 38, "axis middle"),
    ]
    return picture(name, title, told, (WIDTH, foot + 46), parts)


def _whisker(each: Bin, x: float, y: Scale) -> Markup:
    low, high = interval(each)
    return line(x, y(low), x, y(high), "sure")


def interval(each: Bin) -> tuple[float, float]:
    """Where the share truly lies, with 95 % confidence, when so many rows were seen: Wilson,
    Probable inference, the law of succession, and statistical inference (1927)."""
    spread = Z**2 / each.rows
    middle = each.seen + spread / 2
    half = math.sqrt(spread * (each.seen * (1 - each.seen) + spread / 4))
    return (middle - half) / (1 + spread), (middle + half) / (1 + spread)


def _dot(each: Bin, x: float, y: float) -> Markup:
    kind = "open" if each.rows < FEW else "hit"
    return element("circle", cx=x, cy=y, r=5, class_=f"dot {kind}")


def _counts(one: Reliability, x: Scale, foot: float) -> list[Markup]:
    """A bar for the rows of each bin, and the number of the fullest."""
    most = max((each.rows for each in one.bins), default=1)
    bars = [
        element(
            "rect",
            x=x(each.low) + 1,
            y=foot - COUNTS * each.rows / most,
            width=max(1.0, x(each.high) - x(each.low) - 2),
            height=COUNTS * each.rows / most,
            class_="count",
        )
        for each in one.bins
    ]
    tall = text(f"Rows in each bin, {most:,} at most", LEFT, foot - COUNTS - 8, "axis")
    return [tall, *bars, *bottom(x, foot, foot, "")]
