"""ROC and precision-recall: what other thresholds would give."""

import math
from collections.abc import Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import curves as drawing
from mcdeploy.evaluation.report.pictures.curves import FEW, RECALLED, ROC, WEAKEST, Family, Kind
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.tables import folded, more, table
from mcdeploy.evaluation.result import Curve, Evaluation

LONGEST = 200


def section(evaluation: Evaluation) -> Section | None:
    roc = _family(evaluation.curves.roc, evaluation)
    recalled = _family(evaluation.curves.precision_recall, evaluation)
    both = [(ROC, _one_side(roc, evaluation)), (RECALLED, recalled)]
    figures = [
        figure
        for kind, family in both
        if drawing.lines(kind, family)
        for figure in (_figure(kind, family), _close(kind, family))
        if figure
    ]
    if not figures:
        return None
    content = join(pair(*figures), _table(roc, recalled))
    return Section("curves", "ROC and precision-recall", _lead(evaluation, roc), content)


def _family(curves: tuple[Curve, ...], evaluation: Evaluation) -> Family:
    """Where the classes are too many to be drawn, the averages stand alone."""
    k = len(evaluation.classes)
    return Family(curves[:k], curves[k:]) if len(curves) >= k else Family((), curves)


def _one_side(family: Family, evaluation: Evaluation) -> Family:
    """Of two classes one has a ROC curve that is the other's in the mirror."""
    if len(evaluation.classes) > 2:
        return family
    positive = evaluation.criteria.positive or evaluation.labels[-1]
    return Family(tuple(each for each in family.classes if each.name == positive), ())


def _lead(evaluation: Evaluation, roc: Family) -> str:
    told = (
        "Each point of a line is one threshold of the probability from which a row is said to be "
        "of a class. A ROC curve is the better the nearer it comes to the upper left corner, a "
        "precision-recall curve the nearer to the upper right."
    )
    known = [(each.area, each.name) for each in roc.classes if each.area is not None]
    if not known:
        notes = {each.why for each in roc.averages if each.why}
        return " ".join((told, *(f"{note[:1].upper()}{note[1:]}." for note in sorted(notes))))
    area, name = min(known)
    least = (
        f"A row of {wording.quoted(name)} scores above a row of another class {_often(area)} % "
        "of the time"
    )
    if len(evaluation.classes) == 2:
        return f"{told} {least}, and so the other way round."
    return f"{told} {least}; no class is told apart less well."


def _often(area: float) -> str:
    """A hundred is for always."""
    return f"{math.floor(1000 * area + 1e-9) / 10:g}"


def _figure(kind: Kind, family: Family) -> Markup:
    return figure(drawing.draw(kind, family), _caption(kind.title, family))


def _close(kind: Kind, family: Family) -> Markup:
    drawn = drawing.close(kind, family)
    caption = f"{kind.title}, close up: the same lines in the corner where they lie."
    return figure(drawn, caption) if drawn else NOTHING


def _caption(title: str, family: Family) -> str:
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


def _table(roc: Family, recalled: Family) -> Markup:
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
