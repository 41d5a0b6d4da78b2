"""The F1 of each class as a bar."""

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.svg import picture, text
from mcdeploy.evaluation.result import Class, Evaluation

WIDTH = 420
PITCH = 30
MOST = 30


def draw(evaluation: Evaluation) -> Markup:
    """A bar from 0 to 1 for each class, or for the weakest when there are more than MOST."""
    weakest = sorted(evaluation.classes, key=lambda each: _f1(evaluation, each) or 0.0)[:MOST]
    kept = {each.label for each in weakest}
    shown = [each for each in evaluation.classes if each.label in kept]
    left = 24 + 9 * max(len(wording.shortened(each.label)) for each in shown)
    told = "; ".join(f"{each.label}: {wording.number(_f1(evaluation, each))}" for each in shown)
    bars = [
        part
        for i, each in enumerate(shown)
        for part in _bar(each.label, _f1(evaluation, each), left, PITCH * i)
    ]
    return picture("F1 of each class", told, (WIDTH, PITCH * len(shown) + 4), bars)


def _f1(evaluation: Evaluation, one: Class) -> float | None:
    return evaluation.of("f1", one.label).value


def _bar(label: str, f1: float | None, left: float, y: float) -> tuple[Markup, ...]:
    full = WIDTH - left - 64
    line = {"x": left, "y": y + 8, "height": 14, "rx": 3}
    return (
        text(wording.shortened(label), left - 12, y + 20, "end"),
        element("rect", class_="empty", width=full, **line),
        element("rect", class_="hit", width=full * (f1 or 0.0), **line),
        text(wording.number(f1), WIDTH, y + 20, "end"),
    )
