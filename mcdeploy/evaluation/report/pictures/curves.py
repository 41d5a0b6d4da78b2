"""ROC and precision-recall curves: of few classes each, of many the weakest and the averages."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup
from mcdeploy.evaluation.report.pictures import chart
from mcdeploy.evaluation.report.pictures.chart import Axis, Line
from mcdeploy.evaluation.result import Curve

FEW = 4
"""So many classes each have a line of their own."""

WEAKEST = 3
FAINT = 40
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
    areas = [*map(_average, family.averages), *map(_class, _weakest(family, 12))]
    x, y = kind.axes
    told = f"Areas: {'; '.join(areas)}."
    return chart.draw(
        kind.name, kind.title, told, (Axis(x), Axis(y)), [*guide, *lines(kind, family)]
    )


def lines(kind: Kind, family: Family) -> Sequence[Line]:
    """The faint ones below, the averages above."""
    classes = family.classes
    marked = list(classes) if len(classes) <= FEW else _weakest(family, WEAKEST)
    chosen = {each.name for each in marked}
    others = [each for each in classes if each.name not in chosen and each.x]
    averages = family.averages if len(classes) != 2 else ()
    return [
        *(Line("", _points(kind, each), "faint") for each in others[:FAINT]),
        *(
            Line(_class(each), _points(kind, each), f"l{i}")
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


def _class(curve: Curve) -> str:
    return f"“{wording.shortened(curve.name, 28)}”, {wording.number(curve.area)}"


def _average(curve: Curve) -> str:
    return f"{curve.name} average, {wording.number(curve.area)}"
