"""From values to pixels, and the axes that say so."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from mcdeploy.evaluation.report.markup import Markup
from mcdeploy.evaluation.report.pictures.frame import line, text
from mcdeploy.evaluation.report.wording import MINUS

ROOM = 58.0
"""Pixels from one tick to the next, so that their labels never touch."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from `low` to `high` lie from pixel `start` to pixel `end`; what is beyond stays at
    the edge."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return self.start + min(1.0, max(0.0, share)) * (self.end - self.start)

    def ticks(self) -> tuple[float, ...]:
        """Round values within the scale, as many as have room for their labels."""
        step = _step(self.high - self.low, self.start, self.end)
        first, last = math.ceil(self.low / step - 1e-9), math.floor(self.high / step + 1e-9)
        return tuple(float(f"{i * step:.12g}") for i in range(first, last + 1))


def around(values: Iterable[float], start: float, end: float) -> Scale:
    """A scale whose ends are round values, with all the values in it."""
    known = sorted(values) or [0.0, 1.0]
    low, high = known[0], known[-1]
    if high - low < 1e-12 * max(1.0, abs(low)):
        half = 0.5 * abs(low) if abs(low) > 1e-9 else 0.5
        low, high = low - half, high + half
    step = _step(high - low, start, end)
    ends = math.floor(low / step + 1e-9) * step, math.ceil(high / step - 1e-9) * step
    return Scale(ends[0], ends[1], start, end)


def _step(width: float, start: float, end: float) -> float:
    """1, 2 or 5 times a power of ten: five steps, fewer where there is little room. Pixels grow
    downwards, so an axis whose end is before its start stands upright, and needs less."""
    room = ROOM if end > start else ROOM / 2
    raw = width / max(2, min(5, int(abs(end - start) / room)))
    power = 10.0 ** math.floor(math.log10(raw))
    return next(times * power for times in (1, 2, 5, 10) if raw <= times * power * (1 + 1e-9))


def label(value: float) -> str:
    """A tick in words: `0.95`, `1e+06`."""
    return f"{value + 0.0:.6g}".replace("-", MINUS)


def bottom(scale: Scale, top: float, foot: float, title: str) -> list[Markup]:
    """An axis below the plot, with a faint line up from each tick."""
    parts = []
    for tick in scale.ticks():
        parts.append(line(scale(tick), top, scale(tick), foot, "grid"))
        parts.append(text(label(tick), scale(tick), foot + 18, "axis middle"))
    middle = (scale.start + scale.end) / 2
    return [*parts, text(title, middle, foot + 38, "axis middle")] if title else parts


def left(scale: Scale, head: float, end: float, title: str) -> list[Markup]:
    """An axis beside the plot, with a faint line across from each tick; its title lies on top."""
    parts = [text(title, 0, scale.end - 12, "axis")] if title else []
    for tick in scale.ticks():
        parts.append(line(head, scale(tick), end, scale(tick), "grid"))
        parts.append(text(label(tick), head - 8, scale(tick) + 5, "axis end"))
    return parts
