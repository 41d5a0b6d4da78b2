"""Lines in a frame of two axes, with a legend below that names each."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element, rounded
from mcdeploy.evaluation.report.pictures.frame import WIDTH, line, picture, text
from mcdeploy.evaluation.report.pictures.scale import Scale, bottom, left

LEFT, TOP, SIDE = 48.0, 30.0, 352.0
KEY = 24.0

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Line:
    """`name` is for the legend; without one the line is not in it. `kind` is a class of the style
    sheet, which differs in colour and in dashes."""

    name: str
    points: tuple[Point, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class Axis:
    title: str
    low: float = 0.0
    high: float = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    """A point that means something; `name` is for the legend."""

    name: str
    at: Point


def draw(
    name: str,
    title: str,
    told: str,
    axes: tuple[Axis, Axis],
    lines: Sequence[Line],
    *,
    height: float = SIDE,
    marks: Sequence[Mark] = (),
) -> Markup:
    """Later lines lie above earlier ones; the legend keeps their order."""
    x = Scale(axes[0].low, axes[0].high, LEFT, LEFT + SIDE)
    y = Scale(axes[1].low, axes[1].high, TOP + height, TOP)
    parts = [
        *left(y, LEFT, LEFT + SIDE, axes[1].title),
        *bottom(x, TOP, TOP + height, axes[0].title),
        *(path(each.points, x, y, each.kind) for each in lines),
        *(_dot(x(each.at[0]), y(each.at[1])) for each in marks),
    ]
    foot = TOP + height + 66
    named = [each for each in lines if each.name]
    for i, each in enumerate(named):
        parts += _key(each, foot + KEY * i)
    for i, mark in enumerate(marks, len(named)):
        spot = foot + KEY * i
        parts += [_dot(LEFT + 17, spot - 5), text(mark.name, LEFT + 44, spot)]
    size = (WIDTH, foot + KEY * (len(named) + len(marks)) - 12)
    return picture(name, title, told, size, parts)


def _dot(x: float, y: float) -> Markup:
    return element("circle", cx=x, cy=y, r=5, class_="dot hit")


def path(points: Sequence[Point], x: Scale, y: Scale, kind: str) -> Markup:
    """A line through the points, without those that lie on the line already."""
    pixels = [(round(x(a), 1), round(y(b), 1)) for a, b in points]
    kept: list[Point] = []
    for point in pixels:
        while len(kept) > 1 and _straight(kept[-2], kept[-1], point):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    told = "L".join(f"{rounded(a)} {rounded(b)}" for a, b in kept)
    return element("path", d=f"M{told}", class_=f"line {kind}")


def _straight(a: Point, b: Point, c: Point) -> bool:
    """Is b between a and c, on a level or plumb line?"""
    level = a[1] == b[1] == c[1] and (b[0] - a[0]) * (c[0] - b[0]) >= 0
    plumb = a[0] == b[0] == c[0] and (b[1] - a[1]) * (c[1] - b[1]) >= 0
    return level or plumb


def _key(each: Line, y: float) -> list[Markup]:
    sample = line(LEFT, y - 5, LEFT + 34, y - 5, f"line {each.kind}")
    return [sample, text(wording.shortened(each.name, 44), LEFT + 44, y)]
