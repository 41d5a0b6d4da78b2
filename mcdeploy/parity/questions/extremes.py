"""Rows at the edges of the data and beyond."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.parity.questions.rows import Rows, spread

if TYPE_CHECKING:
    from numpy.typing import NDArray

FAR = (10.0, 1_000.0)
"""How many ranges beyond the data a feature goes: a unit that was mistaken for another."""

MOST_FEATURES = 24
SMALLEST = float(np.finfo(np.float64).smallest_subnormal)


def extremes(rows: "NDArray[np.float64]") -> Rows:
    """Zeros (of both signs), the smallest number there is, all features at their least and at
    their greatest, and up to 24 features one by one, at their ends, and ten and a thousand ranges
    beyond them, while the others are at their median.

    Rows that lie further out than that, as zeros may, are left out.
    """
    low, high = np.nanmin(rows, axis=0), np.nanmax(rows, axis=0)
    with np.errstate(over="ignore"):
        reach = np.where(high > low, high - low, np.maximum(np.abs(high), 1.0))
        made = [*_whole(low, high), *_single(np.nanmedian(rows, axis=0), low, high, reach)]
        values = np.array([row for _, row in made])
        ends = low - FAR[-1] * reach, high + FAR[-1] * reach
    near = ((values >= ends[0]) & (values <= ends[1])).all(axis=1)
    return Rows(values, tuple(name for name, _ in made)).chosen(near)


def _whole(
    low: "NDArray[np.float64]", high: "NDArray[np.float64]"
) -> Iterator[tuple[str, "NDArray[np.float64]"]]:
    yield "zeros", np.zeros_like(low)
    yield "negative zeros", np.full_like(low, -0.0)
    yield "the smallest numbers above zero", np.full_like(low, SMALLEST)
    yield "each feature at its least", low
    yield "each feature at its greatest", high


def _single(
    middle: "NDArray[np.float64]",
    low: "NDArray[np.float64]",
    high: "NDArray[np.float64]",
    reach: "NDArray[np.float64]",
) -> Iterator[tuple[str, "NDArray[np.float64]"]]:
    for feature in spread(len(low), MOST_FEATURES):
        for where, value in _places(low[feature], high[feature], reach[feature]):
            row = middle.copy()
            row[feature] = value
            yield f"feature {feature + 1} {where}", row


def _places(low: float, high: float, reach: float) -> Iterator[tuple[str, float]]:
    yield "at its least", low
    yield "at its greatest", high
    for ranges in FAR:
        yield f"{ranges:,.0f} ranges below its least", low - ranges * reach
        yield f"{ranges:,.0f} ranges above its greatest", high + ranges * reach
