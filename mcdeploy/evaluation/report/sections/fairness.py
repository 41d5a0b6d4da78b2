"""Is the model as good for every group?"""

from collections.abc import Sequence

from mcdeploy.domain import FAIRNESS_METRICS
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import whiskers
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.section import Section, figure, pair, titled
from mcdeploy.evaluation.report.sections.reasons import reasons
from mcdeploy.evaluation.report.tables import estimated, more, table
from mcdeploy.evaluation.result import Estimate, Evaluation, Fairness, Key

LONGEST = 40
STACKED = 12
WIDEST = 12


def section(evaluation: Evaluation) -> Section | None:
    if not evaluation.fairness:
        return None
    content = join(*(_column(evaluation, i, one) for i, one in enumerate(evaluation.fairness)))
    return Section("fairness", "Fairness, group by group", _lead(evaluation), content)


def _lead(evaluation: Evaluation) -> str:
    columns = [one.column for one in evaluation.fairness]
    told = (
        f"The same numbers within the groups of {wording.listed(columns)}, naming the most "
        "probable class."
    )
    gaps = [
        (one.value, key.column)
        for key, one in evaluation.estimates.items()
        if key.metric == "accuracy_difference" and key.group is None and one.value is not None
    ]
    if not gaps:
        return told
    gap, column = max(gaps, key=lambda each: each[0])
    return (
        f"{told} Between the groups for which it is right most and least often lie "
        f"{100 * gap:.1f} percentage points of accuracy (“{column}”)."
    )


def _column(evaluation: Evaluation, index: int, one: Fairness) -> Markup:
    within = {
        key: found
        for key, found in evaluation.estimates.items()
        if key.column == one.column and key.group is not None
    }
    between = [
        (key, found)
        for key, found in evaluation.estimates.items()
        if key.column == one.column and key.group is None
    ]
    kinds = list(dict.fromkeys((key.metric, key.label) for key in within))
    content = (
        _small(one),
        _groups(one, kinds, within),
        pair(_picture(index, one, within), _differences(one, between)),
        reasons({**within, **dict(between)}, evaluation.labels, level=4),
    )
    return titled(f"By {one.column}", *content)


def _small(one: Fairness) -> Markup:
    few = [
        f"“{each.name}” ({wording.count(each.rows, 'row')})" for each in one.groups if each.small
    ]
    if not few:
        return NOTHING
    verb = "is" if len(few) == 1 else "are"
    told = f"{wording.listed(few)} {verb} too small to judge by: the numbers may be chance."
    return element("p", element("strong", "Small groups. "), told, class_="caution")


def _groups(
    one: Fairness,
    kinds: Sequence[tuple[str, str | None]],
    within: dict[Key, Estimate],
) -> Markup:
    shown = kinds[:WIDEST]
    rows = [
        (
            join(each.name, element("span", "small group", class_="flag"))
            if each.small
            else each.name,
            f"{each.rows:,}",
            *(
                estimated(within[key])
                if (key := Key(m, label, one.column, each.name)) in within
                else wording.MISSING
                for m, label in shown
            ),
        )
        for each in one.groups[:LONGEST]
    ]
    heads = ("Group", "Rows", *(wording.measured(Key(*kind)) for kind in shown))
    return join(
        element("div", _within(one, heads, rows), class_="full"),
        more(LONGEST, len(one.groups), "groups"),
        more(WIDEST, len(kinds), "metrics, in report.json"),
    )


def _within(one: Fairness, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Markup:
    caption = f"Within the groups of {one.column}"
    return table(caption, heads, rows, stacked=len(rows) <= STACKED)


def _picture(index: int, one: Fairness, within: dict[Key, Estimate]) -> Markup:
    """Accuracy of each group, with its interval."""
    shown = []
    for each in one.groups[:LONGEST]:
        found = within.get(Key("accuracy", None, one.column, each.name))
        if found is not None and found.value is not None:
            ends = found.interval
            low, high = (ends.low, ends.high) if ends else (found.value, found.value)
            kind = "open" if each.small else "hit"
            shown.append(Whisker(each.name, found.value, low, high, kind))
    if not shown:
        return NOTHING
    title = f"Accuracy by {one.column}"
    told = "; ".join(f"{each.label}: {each.value:.3f}" for each in shown)
    drawn = whiskers.draw(f"fairness-{index}", title, told, shown)
    return figure(drawn, f"{title}; a ring stands for a group that is too small.")


def _differences(one: Fairness, between: Sequence[tuple[Key, Estimate]]) -> Markup:
    order = {name: i for i, name in enumerate(FAIRNESS_METRICS)}
    ordered = sorted(between, key=lambda each: order.get(each[0].metric, len(order)))
    rows = [
        (
            wording.measured(key._replace(column=None)),
            wording.number(found.value, wording.digits(found)),
            wording.interval(found) or "none",
        )
        for key, found in ordered[:LONGEST]
    ]
    caption = f"Between the groups of {one.column}; a difference of 0, a ratio of 1 is no gap"
    return join(
        table(caption, ("Metric", "Value", "Interval"), rows),
        more(LONGEST, len(ordered), "metrics"),
    )
