"""Bars with whiskers, one line each."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.names import distinct
from mcdeploy.evaluation.report.pictures.frame import LETTER, WIDTH, line, picture, text
from mcdeploy.evaluation.report.pictures.scale import Scale, around

PITCH = 28.0
LONGEST = 20


@dataclass(frozen=True, slots=True)
class Bar:
    """A value, or None and a word for it; perhaps a whisker from `low` to `high`."""

    label: str
    value: float | None
    told: str
    low: float | None = None
    high: float | None = None


def draw(
    name: str, title: str, bars: Sequence[Bar], *, whole: float | None = None, told: str = ""
) -> Markup:
    """Bars from 0; with `whole`, each lies on a faint bar of that length."""
    names = distinct([each.label for each in bars], LONGEST)
    start = LETTER * max(map(len, names)) + 12
    end = WIDTH - LETTER * max(len(each.told) for each in bars) - 10
    scale = Scale(0.0, whole, start, end) if whole else _free(bars, start, end)
    heard = told or "; ".join(f"{each.label}: {each.told}" for each in bars)
    parts = [
        part
        for i, (label, each) in enumerate(zip(names, bars, strict=True))
        for part in _bar(label, each, scale, PITCH * i, bool(whole))
    ]
    return picture(name, title, heard, (WIDTH, PITCH * len(bars) + 4), parts)


def _free(bars: Sequence[Bar], start: float, end: float) -> Scale:
    ends = [end for each in bars for end in (each.low, each.high, each.value) if end is not None]
    return around([0.0, *ends], start, end)


def _bar(label: str, each: Bar, scale: Scale, y: float, whole: bool) -> list[Markup]:
    parts = [text(label, scale.start - 10, y + 20, "end")]
    shape = {"y": y + 8, "height": 14, "rx": 2}
    if whole:
        full = scale.end - scale.start
        parts.append(element("rect", class_="empty", x=scale.start, width=full, **shape))
    if each.value is not None:
        near, far = sorted((scale(0.0), scale(each.value)))
        parts.append(element("rect", class_="bar", x=near, width=far - near, **shape))
    if each.low is not None and each.high is not None:
        parts.append(line(scale(each.low), y + 15, scale(each.high), y + 15, "over"))
    return [*parts, text(each.told, WIDTH, y + 20, "end")]
