"""Class by class: each against all the others."""

from collections.abc import Sequence

from mcdeploy.domain import CLASS_METRICS
from mcdeploy.evaluation.report import rule, summary, wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import bars, whiskers
from mcdeploy.evaluation.report.pictures.bars import Bar
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.sections.reasons import reasons
from mcdeploy.evaluation.report.tables import estimated, more, table
from mcdeploy.evaluation.result import Class, Estimates, Evaluation, Key

MOST = 30
LONGEST = 200
STACKED = 12
"""So many classes stand one below the other on a phone; more are scrolled through."""


def section(evaluation: Evaluation) -> Section:
    shown = _weakest(evaluation, MOST)
    few = len(shown) < len(evaluation.classes)
    caption = f"F1 of {f'the {MOST} weakest classes' if few else 'each class'}; the whole bar is 1."
    drawn = bars.draw("f1", "F1 of each class", [_bar(evaluation, one) for one in shown], whole=1.0)
    figures = pair(figure(drawn, caption), _close(evaluation, shown))
    content = join(figures, _table(evaluation), reasons(_of_classes(evaluation), evaluation.labels))
    return Section(
        "classes", "Class by class", f"{_lead(evaluation)}{rule.note(evaluation)}", content
    )


def _lead(evaluation: Evaluation) -> str:
    known = summary.weakest(evaluation)
    missing = len(evaluation.classes) - len(known)
    if not known:
        return "No class has an F1."
    (low, weakest), (high, strongest) = known[0], known[-1]
    told = (
        f"F1 goes from {low:.3f} ({wording.quoted(weakest)}) to {high:.3f} "
        f"({wording.quoted(strongest)}). "
    )
    told += _unsurest(evaluation) + _rows(evaluation)
    return told + (f" {wording.count(missing, 'class', 'classes')} without F1." if missing else "")


def _unsurest(evaluation: Evaluation) -> str:
    """The class whose F1 has the widest interval, where one has."""
    widths = [
        (ends.high - ends.low, one)
        for one in evaluation.classes
        if (ends := evaluation.of("f1", one.label).interval) is not None
    ]
    widest = max((width for width, _ in widths), default=0.0)
    found = [one for width, one in widths if width == widest]
    if len(found) != 1 or len(widths) < 2:
        return ""
    one = found[0]
    within = wording.interval(evaluation.of("f1", one.label))
    return f"The least certain is that of {wording.quoted(one.label)}, from {within}. "


def _rows(evaluation: Evaluation) -> str:
    supports = [each.support for each in evaluation.classes]
    few, many = min(supports), max(supports)
    if few == many:
        return f"Each class has {wording.count(few, 'row')}."
    return f"The classes have from {few:,} to {wording.count(many, 'row')}."


def _weakest(evaluation: Evaluation, limit: int) -> Sequence[Class]:
    """The classes of the least F1, in the order in which they stand."""
    ordered = sorted(evaluation.classes, key=lambda each: _f1(evaluation, each))
    kept = {each.label for each in ordered[:limit]}
    return [each for each in evaluation.classes if each.label in kept]


def _f1(evaluation: Evaluation, one: Class) -> float:
    return evaluation.of("f1", one.label).value or 0.0


def _bar(evaluation: Evaluation, one: Class) -> Bar:
    found = evaluation.of("f1", one.label)
    ends = found.interval
    low, high = (ends.low, ends.high) if ends else (None, None)
    return Bar(one.label, found.value, wording.number(found.value), low, high)


def _close(evaluation: Evaluation, shown: Sequence[Class]) -> Markup:
    """The same with another scale, where there are intervals to be seen."""
    found = [(each.label, evaluation.of("f1", each.label)) for each in shown]
    dots = [
        Whisker(label, one.value, one.interval.low, one.interval.high)
        for label, one in found
        if one.value is not None and one.interval is not None
    ]
    if not dots:
        return NOTHING
    told = "; ".join(f"{label}: {wording.estimate(one)}" for label, one in found)
    drawn = whiskers.draw("f1-close", "F1 of each class, close up", told, dots)
    return figure(
        drawn,
        "The same, close up, with intervals: where two overlap by much, these rows do not tell "
        "which class is known better.",
    )


def _of_classes(evaluation: Evaluation) -> Estimates:
    return {
        key: one
        for key, one in evaluation.estimates.items()
        if key.label is not None and key.column is None
    }


def _table(evaluation: Evaluation) -> Markup:
    every = evaluation.classes
    shown = every if len(every) <= LONGEST else _weakest(evaluation, LONGEST)
    measured = [name for name in CLASS_METRICS if Key(name, every[0].label) in evaluation.estimates]
    rows = [
        (
            each.label,
            f"{each.support:,}",
            f"{each.predicted:,}",
            *(estimated(evaluation.of(name, each.label)) for name in measured),
        )
        for each in shown
    ]
    caption = "Each class against all the others"
    if len(shown) < len(every):
        caption += f": the {LONGEST} of the least F1"
    heads = ("Class", "Rows", "Said", *(wording.metric(name) for name in measured))
    whole = element("div", table(caption, heads, rows, stacked=len(rows) <= STACKED), class_="full")
    return join(whole, more(len(shown), len(every), "classes"))
