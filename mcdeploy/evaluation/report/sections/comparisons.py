"""This model beside another, on the same rows."""

import math
from collections.abc import Sequence

from mcdeploy.domain import SMALLER_IS_BETTER
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.better import better
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.pictures import whiskers
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.section import Section, figure, pair, titled
from mcdeploy.evaluation.report.tables import folded, more, table
from mcdeploy.evaluation.result import Comparison, Contrast, Evaluation, Key

LONGEST = 200
SIDES = ("better", "worse", "within chance", "the same", "not known")

FAMILY = {"softmax", "one-vs-rest"}
"""Strategies of which two classes make one."""

Rows = Sequence[tuple[Key, Contrast]]


def section(evaluation: Evaluation) -> Section | None:
    found = evaluation.comparisons
    if not found:
        return None
    several = len(found) > 1
    content = join(*(_comparison(i, one, several) for i, one in enumerate(found)))
    lead = " ".join(_lead(one, len(evaluation.classes)) for one in found)
    heading = f"Beside {found[0].theirs}" if not several else "Beside other models"
    return Section("comparisons", heading, lead, content)


def _lead(one: Comparison, classes: int) -> str:
    sides = [side(key.metric, contrast) for key, contrast in _overall(one)]
    ours, theirs = sides.count("better"), sides.count("worse")
    if _same(one):
        return _told_the_same(one, classes)
    told = (
        f"{wording.quoted(one.ours)} beside {wording.quoted(one.theirs)} on the same rows, "
        "resampled together: "
    )
    if not any(c.difference.interval for _, c in _overall(one)):
        return f"{told}without intervals nobody can say which differences are chance."
    if not ours and not theirs:
        return f"{told}none of {len(sides)} differences is larger than chance explains."
    return told + _counted(ours, theirs, len(sides) - sides.count("not known"), one.confidence)


def _same(one: Comparison) -> bool:
    """Is there no difference at all?"""
    return all(each.ours == each.theirs for each in one.contrasts.values())


def _told_the_same(one: Comparison, classes: int) -> str:
    told = (
        f"{wording.quoted(one.ours)} and {wording.quoted(one.theirs)} are the same in every number "
        "on these rows"
    )
    if classes == 2 and {one.ours, one.theirs} == FAMILY:
        told += ": of two classes the two are one and the same kind of model"
    return f"{told}."


def _counted(ours: int, theirs: int, sides: int, confidence: float) -> str:
    """Of `sides` intervals of that confidence a share leaves 0 out by chance, were the two models
    the same."""
    chance = sides * (1.0 - confidence)
    share = f"{100 * confidence:.4g} %"
    found = (
        f"of {sides} metrics, {ours} {'is' if ours == 1 else 'are'} better and {theirs} worse by "
        f"{share} intervals"
    )
    if ours + theirs <= math.ceil(chance - 1e-9):
        return (
            f"{found}. Of so many comparisons about {chance:.2g} would come out so by chance "
            "alone, so this does not tell the two apart."
        )
    return (
        f"{found}, where chance alone would explain about {chance:.2g}. Metrics go together: these "
        "are not as many findings."
    )


def side(metric: str, contrast: Contrast) -> str:
    """`better` or `worse` where the whole interval is on one side of 0; else `within chance`, or
    `not known` where there is no interval."""
    ends = contrast.difference.interval
    if contrast.difference.value is None or ends is None:
        return "not known"
    found = better(metric, contrast.difference)
    if found is None:
        return "the same" if ends.low == ends.high else "within chance"
    return "better" if found else "worse"


def _overall(one: Comparison) -> Rows:
    return [each for each in one.contrasts.items() if each[0] == Key(each[0].metric)]


def _by_class(one: Comparison) -> Rows:
    return [each for each in one.contrasts.items() if each[0] != Key(each[0].metric)]


def _comparison(index: int, one: Comparison, several: bool) -> Markup:
    overall, others = _overall(one), _by_class(one)
    caption = f"{one.ours} and {one.theirs}: every metric"
    whole = element("div", _table(one, caption, overall), class_="full")
    if _same(one):
        alike = folded("Every metric as a table", whole)
        return titled(f"Beside {one.theirs}", alike) if several else alike
    content = join(pair(_picture(index, one, overall), _sides(overall)), whole)
    if others:
        caption = f"{one.ours} and {one.theirs}: class by class"
        shown = _table(one, caption, others[:LONGEST])
        content = join(content, folded("Class by class", shown, more(LONGEST, len(others), "rows")))
    return titled(f"Beside {one.theirs}", content) if several else content


def _picture(index: int, one: Comparison, rows: Rows) -> Markup:
    kinds = {"better": "hit", "worse": "miss", "within chance": "open"}.get
    shown = [
        _whisker(key, contrast, kinds(side(key.metric, contrast), "open"))
        for key, contrast in rows
        if contrast.difference.value is not None
    ]
    if not shown:
        return NOTHING
    title = f"Differences, {one.ours} less {one.theirs}"
    told = "; ".join(f"{e.label}: {wording.signed(e.value)}" for e in shown)
    drawn = whiskers.draw(f"difference-{index}", title, told, shown, zero=True)
    caption = (
        f"What {one.ours} gains (right of the line) or loses (left); where less is better, the "
        "sign is turned. A ring: the interval holds 0."
    )
    return figure(drawn, caption)


def _sides(rows: Rows) -> Markup:
    """The same in words: what is better, what is worse, what nobody can tell."""
    told = {}
    for word in SIDES:
        names = [wording.measured(key) for key, found in rows if side(key.metric, found) == word]
        if names or word in SIDES[:2]:
            told[word.capitalize()] = wording.listed(names, 30) or "none"
    return element("div", terms.definitions(told), class_="column")


def _whisker(key: Key, contrast: Contrast, kind: str) -> Whisker:
    """Turned, where less is better, so that right of the line is always good."""
    value, ends = contrast.difference.value or 0.0, contrast.difference.interval
    low, high = (ends.low, ends.high) if ends else (value, value)
    if key.metric in SMALLER_IS_BETTER:
        value, low, high = -value, -high, -low
    return Whisker(wording.measured(key), value, low, high, kind)


def _table(one: Comparison, caption: str, rows: Rows) -> Markup:
    heads = ("Metric", one.ours, one.theirs, "Difference", "Interval", "Which is")
    return table(caption, heads, [_row(key, contrast) for key, contrast in rows])


def _row(key: Key, contrast: Contrast) -> tuple[str, ...]:
    found = contrast.difference
    places = wording.digits(found)
    return (
        wording.measured(key),
        wording.number(contrast.ours, places),
        wording.number(contrast.theirs, places),
        wording.signed(found.value, places),
        wording.interval(found) or "none",
        side(key.metric, contrast) if found.value is not None else wording.UNDEFINED,
    )
