"""ROC and precision-recall: what other thresholds would give."""

from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import chart
from mcdeploy.evaluation.report.pictures.chart import Axis, Line
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.tables import folded, more, table
from mcdeploy.evaluation.result import Curve, Evaluation

FEW = 4
"""So many classes each have a line of their own."""

WEAKEST = 3
FAINT = 40
LONGEST = 200
AVERAGES = {"macro": "average", "micro": "second"}


@dataclass(frozen=True, slots=True)
class _Kind:
    """One kind of curve. With `steps` each value holds back to the x before, as a precision does:
    what lies under the line is then the average precision."""

    name: str
    title: str
    axes: tuple[str, str]
    steps: bool


ROC = _Kind("roc", "ROC curve", ("False positive rate", "True positive rate"), steps=False)
RECALLED = _Kind("precision-recall", "Precision-recall curve", ("Recall", "Precision"), steps=True)


@dataclass(frozen=True, slots=True)
class _Family:
    """The curves of the classes, and those of the averages over them."""

    classes: tuple[Curve, ...]
    averages: tuple[Curve, ...]


def section(evaluation: Evaluation) -> Section | None:
    roc = _family(evaluation.curves.roc, evaluation)
    recalled = _family(evaluation.curves.precision_recall, evaluation)
    both = [(ROC, _one_side(roc, evaluation)), (RECALLED, recalled)]
    figures = [_figure(kind, family) for kind, family in both if _lines(kind, family)]
    if not figures:
        return None
    content = join(pair(*figures), _table(roc, recalled))
    return Section("curves", "Every threshold at once", _lead(evaluation, roc), content)


def _family(curves: tuple[Curve, ...], evaluation: Evaluation) -> _Family:
    """Where the classes are too many to be drawn, the averages stand alone."""
    k = len(evaluation.classes)
    return _Family(curves[:k], curves[k:]) if len(curves) >= k else _Family((), curves)


def _one_side(family: _Family, evaluation: Evaluation) -> _Family:
    """Of two classes one has a ROC curve that is the other's in the mirror."""
    if len(evaluation.classes) > 2:
        return family
    positive = evaluation.criteria.positive or evaluation.labels[-1]
    return _Family(tuple(each for each in family.classes if each.name == positive), ())


def _lead(evaluation: Evaluation, roc: _Family) -> str:
    told = (
        "Each point of a line is one threshold of the probability from which a row is said to be "
        "of a class. Left, the nearer to the upper left corner, the better; right, to the upper "
        "right."
    )
    known = [(each.area, each.name) for each in roc.classes if each.area is not None]
    if not known:
        notes = {each.why for each in roc.averages if each.why}
        return " ".join((told, *(f"{note[:1].upper()}{note[1:]}." for note in sorted(notes))))
    area, name = min(known)
    least = f"A row of “{name}” scores above a row of another class {100 * area:.1f} % of the time"
    if len(evaluation.classes) == 2:
        return f"{told} {least}, and so the other way round."
    return f"{told} {least}; no class is told apart less well."


def _figure(kind: _Kind, family: _Family) -> Markup:
    guide = [] if kind.steps else [Line("", ((0.0, 0.0), (1.0, 1.0)), "guide")]
    areas = [*map(_average, family.averages), *map(_class, _weakest(family, 12))]
    x, y = kind.axes
    drawn = chart.draw(
        kind.name,
        kind.title,
        f"Areas: {'; '.join(areas)}.",
        (Axis(x), Axis(y)),
        [*guide, *_lines(kind, family)],
    )
    return figure(drawn, _caption(kind.title, family))


def _caption(title: str, family: _Family) -> str:
    k = len(family.classes)
    if not k:
        return f"{title} averaged over the classes, with its area."
    if k == 1:
        return (
            f"{title} of “{family.classes[0].name}”; that of the other class is its mirror image."
        )
    if k <= FEW:
        return f"{title} of each class against the others, with its area."
    return (
        f"{title}: the averages and the {WEAKEST} classes of the least area, with their areas; "
        "the other classes faint."
    )


def _lines(kind: _Kind, family: _Family) -> Sequence[Line]:
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


def _points(kind: _Kind, curve: Curve) -> tuple[tuple[float, float], ...]:
    """From left to right; what shares an x, in the order in which the threshold falls."""
    falling = -1.0 if kind.steps else 1.0
    both = zip(curve.x, curve.y, strict=True)
    points = sorted(both, key=lambda at: (at[0], falling * at[1]))
    if not kind.steps:
        return tuple(points)
    stairs = [points[0]]
    for x, y in points[1:]:
        stairs += [(stairs[-1][0], y), (x, y)]
    return tuple(stairs)


def _weakest(family: _Family, limit: int) -> list[Curve]:
    known = [each for each in family.classes if each.area is not None]
    return sorted(known, key=lambda each: each.area or 0.0)[:limit]


def _class(curve: Curve) -> str:
    return f"“{wording.shortened(curve.name, 28)}”, {wording.number(curve.area)}"


def _average(curve: Curve) -> str:
    return f"{curve.name} average, {wording.number(curve.area)}"


def _table(roc: _Family, recalled: _Family) -> Markup:
    pairs = [(each, _same(each, recalled.classes)) for each in roc.classes]
    pairs += [(each, _same(each, recalled.averages)) for each in roc.averages]
    rows = [(one.name, _area(one), _area(other) if other else "") for one, other in pairs]
    shown = table(
        "Areas under the curves", ("Curve", "Area under ROC", "Average precision"), rows[:LONGEST]
    )
    cut = more(LONGEST, len(rows), "curves")
    return folded("The areas as a table", shown, cut) if rows else NOTHING


def _same(curve: Curve, others: Sequence[Curve]) -> Curve | None:
    return next((each for each in others if each.name == curve.name), None)


def _area(curve: Curve) -> str:
    if curve.area is None:
        return element("span", wording.UNDEFINED, class_="undefined", title=curve.why)
    return wording.number(curve.area, 4)
