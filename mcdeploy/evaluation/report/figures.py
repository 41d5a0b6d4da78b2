"""The pictures of the page: inline SVG that says in words what it shows."""

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.result import ClassMetrics, Evaluation

CELL = 40
BAR = 420
LARGEST = 30
"""Beyond so many classes a matrix is not read as a picture any more."""


def confusion(evaluation: Evaluation) -> Markup:
    """The matrix: a row for each true class, a column for each predicted one."""
    labels = [wording.shortened(each.label) for each in evaluation.classes]
    longest = max(map(len, labels))
    left, top = 44 + 9 * longest, 44 if longest <= 3 else 40 + 6 * longest
    side = CELL * len(labels)
    right = 12 if longest <= 3 else 5 * longest
    parts = [
        _text("Predicted class", left + side / 2, 16, "axis middle"),
        element(
            "g",
            _text("True class", 0, 0, "axis middle"),
            transform=f"translate(14 {top + side / 2:g}) rotate(-90)",
        ),
    ]
    for i, label in enumerate(labels):
        middle = CELL * (i + 0.5)
        parts.append(_text(label, left - 8, top + middle + 5, "label end"))
        parts.append(_column(label, left + middle, top - 8, slanted=longest > 3))
    parts += [
        _cell(evaluation, i, j, left + CELL * j, top + CELL * i)
        for i in range(len(labels))
        for j in range(len(labels))
    ]
    told = "Each row is a true class, each column what it was taken for; the diagonal is right. "
    told += " ".join(wording.summary(evaluation, "the model"))
    return _svg("Confusion matrix", told, left + side + right, top + side + 8, parts)


def _cell(evaluation: Evaluation, i: int, j: int, x: float, y: float) -> Markup:
    times, classes = evaluation.confusion[i][j], evaluation.classes
    share = times / max(1, classes[i].support)
    said = f"“{classes[i].label}” taken for “{classes[j].label}”: {wording.count(times, 'row')}"
    kind = "hit" if i == j else "miss"
    strength = 0.12 + 0.88 * share if i == j else min(1.0, 0.2 + 1.6 * share)
    square = {"x": x + 1, "y": y + 1, "width": CELL - 2, "height": CELL - 2, "rx": 4}
    parts = [element("title", said), element("rect", class_="empty", **square)]
    if times:
        parts.append(element("rect", class_=kind, fill_opacity=round(strength, 3), **square))
        shade = "strong" if strength > 0.55 else "weak"
        parts.append(_text(f"{times}", x + CELL / 2, y + CELL / 2 + 5, f"count middle {shade}"))
    return element("g", *parts)


def _column(label: str, x: float, y: float, *, slanted: bool) -> Markup:
    if not slanted:
        return _text(label, x, y, "label middle")
    return element(
        "g", _text(label, 0, 0, "label"), transform=f"translate({x:g} {y:g}) rotate(-40)"
    )


def bars(evaluation: Evaluation) -> Markup:
    """F1 of each class as a bar from 0 to 1; ticks on it for precision and recall."""
    shown = sorted(evaluation.classes, key=lambda each: each.f1 or 0.0)[:LARGEST]
    ordered = [each for each in evaluation.classes if each in shown]
    left = 24 + 9 * max(len(wording.shortened(each.label)) for each in ordered)
    parts = [bar for i, each in enumerate(ordered) for bar in _bar(each, left, 30 * i)]
    told = "; ".join(f"{each.label}: {wording.number(each.f1)}" for each in ordered)
    return _svg("F1 of each class, from 0 to 1", told, BAR, 30 * len(ordered) + 4, parts)


def _bar(each: ClassMetrics, left: float, y: float) -> list[Markup]:
    full = BAR - left - 64
    length = full * (each.f1 or 0.0)
    line = {"x": left, "y": y + 8, "height": 14, "rx": 3}
    return [
        _text(wording.shortened(each.label), left - 12, y + 20, "label end"),
        element("rect", class_="empty", width=full, **line),
        element("rect", class_="hit", width=length, **line),
        _text(wording.number(each.f1), BAR, y + 20, "count end"),
    ]


def _svg(title: str, told: str, width: float, height: float, parts: list[Markup]) -> Markup:
    name = title.split(",")[0].lower().replace(" ", "-")
    return element(
        "svg",
        element("title", title, id=f"{name}-title"),
        element("desc", told, id=f"{name}-text"),
        *parts,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
        aria_labelledby=f"{name}-title {name}-text",
        style=f"max-width:{width:g}px",
    )


def _text(text: str, x: float, y: float, kind: str) -> Markup:
    return element("text", text, x=x, y=y, class_=kind)
