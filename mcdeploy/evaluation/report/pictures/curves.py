"""ROC and precision-recall curves: of few classes each, of many the weakest and the averages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup
from mcdeploy.evaluation.report.names import distinct
from mcdeploy.evaluation.report.pictures import chart
from mcdeploy.evaluation.report.pictures.chart import Axis, Line
from mcdeploy.evaluation.report.pictures.window import within
from mcdeploy.evaluation.result import Curve

FEW = 4
"""So many classes each have a line of their own."""

WEAKEST = 3
FAINT = 40
GOOD = 0.95
"""Curves whose areas are all larger are shown close up too."""

SIDES = (0.05, 0.1, 0.2, 0.5)
"""Of the window of the close-up."""

AVERAGES = {"macro": "average", "micro": "second"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of curve. With `steps` each value holds back to the x before, as a precision does:
    what lies under the line is then the average precision."""

    name: str
    title: str
    axes: tuple[str, str]
    steps: bool


ROC = Kind("roc", "ROC curve", ("False positive rate", "True positive rate"), steps=False)
RECALLED = Kind("precision-recall", "Precision-recall curve", ("Recall", "Precision"), steps=True)


@dataclass(frozen=True, slots=True)
class Family:
    """The curves of the classes, and those of the averages over them."""

    classes: tuple[Curve, ...]
    averages: tuple[Curve, ...]


def draw(kind: Kind, family: Family) -> Markup:
    guide = [] if kind.steps else [Line("", ((0.0, 0.0), (1.0, 1.0)), "guide")]
    named = _named(family)
    areas = [*map(_average, family.averages), *(named[e.name] for e in _weakest(family, 12))]
    x, y = kind.axes
    told = f"Areas: {'; '.join(areas)}."
    return chart.draw(
        kind.name, kind.title, told, (Axis(x), Axis(y)), [*guide, *lines(kind, family)]
    )


def close(kind: Kind, family: Family) -> Markup:
    """The corner where very good curves lie; nothing where one of those drawn is not so good, or
    where all are perfect."""
    drawn = lines(kind, family)
    shown = [*family.classes, *family.averages]
    areas = [each.area for each in shown if each.area is not None]
    if not drawn or not areas or min(areas) <= GOOD or min(areas) == 1.0:
        return NOTHING
    side = _side(kind, drawn)
    x = (1.0 - side, 1.0) if kind.steps else (0.0, side)
    y = (1.0 - side, 1.0)
    cut = [
        Line("", tuple(piece), each.kind) for each in drawn for piece in within(each.points, x, y)
    ]
    axes = (Axis(kind.axes[0], *x), Axis(kind.axes[1], *y))
    told = f"The corner from {x[0]:g} to {x[1]:g} across and {y[0]:g} to {y[1]:g} up."
    return chart.draw(f"{kind.name}-close", f"{kind.title}, close up", told, axes, cut)


def _side(kind: Kind, drawn: Sequence[Line]) -> float:
    """Of a window in which every line goes around its corner."""
    corner = 1.0 if kind.steps else 0.0
    farthest = max(min(max(abs(x - corner), 1.0 - y) for x, y in each.points) for each in drawn)
    return next((side for side in SIDES if side >= 2.0 * farthest), SIDES[-1])


def lines(kind: Kind, family: Family) -> Sequence[Line]:
    """The faint ones below, the averages above."""
    classes = family.classes
    marked = list(classes) if len(classes) <= FEW else _weakest(family, WEAKEST)
    chosen, named = {each.name for each in marked}, _named(family)
    others = [each for each in classes if each.name not in chosen and each.x]
    averages = family.averages if len(classes) != 2 else ()
    return [
        *(Line("", _points(kind, each), "faint") for each in others[:FAINT]),
        *(
            Line(named[each.name], _points(kind, each), f"l{i}")
            for i, each in enumerate(marked, 1)
            if each.x
        ),
        *(
            Line(_average(each), _points(kind, each), AVERAGES.get(each.name, "second"))
            for each in averages
            if each.x
        ),
    ]


def _points(kind: Kind, curve: Curve) -> tuple[tuple[float, float], ...]:
    """From left to right; what shares an x, in the order in which the threshold falls."""
    falling = -1.0 if kind.steps else 1.0
    both = zip(curve.x, curve.y, strict=True)
    points = sorted(both, key=lambda at: (at[0], falling * at[1]))
    if not kind.steps:
        return tuple(points)
    stairs = [points[0]]
    for x, y in points[1:]:
        if stairs[-1][0] == 1.0:
            break  # all is found: what comes after only names more rows wrongly
        stairs += [(stairs[-1][0], y), (x, y)]
    return tuple(stairs)


def _weakest(family: Family, limit: int) -> list[Curve]:
    known = [each for each in family.classes if each.area is not None]
    return sorted(known, key=lambda each: each.area or 0.0)[:limit]


def _named(family: Family) -> Mapping[str, str]:
    """The name of each class, with its area."""
    names = [each.name for each in family.classes]
    return {
        each.name: f"“{short}”, {wording.number(each.area)}"
        for each, short in zip(family.classes, distinct(names, 28), strict=True)
    }


def _average(curve: Curve) -> str:
    return f"{curve.name} average, {wording.number(curve.area)}"
