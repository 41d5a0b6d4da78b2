"""Dots with whiskers: values and how far they may be off, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.names import distinct
from mcdeploy.evaluation.report.pictures.frame import LETTER, WIDTH, line, picture, text
from mcdeploy.evaluation.report.pictures.scale import Scale, around, bottom

PITCH = 26.0
LONGEST = 27


@dataclass(frozen=True, slots=True)
class Whisker:
    """A value between `low` and `high` (the value itself where nothing is known). `kind` is how
    the dot looks: `hit`, `miss`, or `open` (a ring)."""

    label: str
    value: float
    low: float
    high: float
    kind: str = "hit"


def draw(
    name: str, title: str, told: str, whiskers: Sequence[Whisker], *, zero: bool = False
) -> Markup:
    """One line for each; with `zero`, around a line at 0 that tells better from worse."""
    names = distinct([each.label for each in whiskers], LONGEST)
    longest = max(map(len, names))
    ends = [value for each in whiskers for value in (each.low, each.high, each.value)]
    scale = around([*ends, 0.0] if zero else ends, LETTER * longest + 18, WIDTH - 14)
    foot = PITCH * len(whiskers) + 8
    parts = bottom(scale, 4, foot, "")
    if zero:
        parts.append(line(scale(0.0), 0, scale(0.0), foot, "zero"))
    for i, (label, each) in enumerate(zip(names, whiskers, strict=True)):
        parts += _one(label, each, scale, PITCH * (i + 0.5) + 4)
    return picture(name, title, told, (WIDTH, foot + 26), parts)


def _one(label: str, each: Whisker, scale: Scale, y: float) -> list[Markup]:
    parts = [text(label, scale.start - 12, y + 5, "end")]
    if each.high > each.low:
        parts.append(line(scale(each.low), y, scale(each.high), y, f"whisker {each.kind}"))
    dot = element("circle", cx=scale(each.value), cy=y, r=4.5, class_=f"dot {each.kind}")
    return [*parts, dot]
