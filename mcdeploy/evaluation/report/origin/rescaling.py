"""Calibration before and after the probabilities were brought to scale."""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.origin.reading import mapping, number, word
from mcdeploy.evaluation.report.section import pair, titled
from mcdeploy.evaluation.report.tables import table


def tell(value: object) -> Markup:
    """A table of what was measured on the test rows before and after, and why it was kept or
    not."""
    known = mapping(value)
    before, after = mapping(known.get("before")), mapping(known.get("after"))
    pairs = [
        (key, was, became)
        for key in before
        if (was := number(before[key])) is not None
        and (became := number(after.get(key))) is not None
    ]
    if not pairs:
        return NOTHING
    rows = [
        (
            wording.metric(key),
            wording.number(was, 4),
            wording.number(became, 4),
            wording.signed(became - was, 4),
        )
        for key, was, became in pairs
    ]
    heads = ("Metric", "Before", "After", "Change")
    whole = table("On the test rows; for each, less is better", heads, rows)
    return join(_prose(known), _worse(pairs), pair(whole, _rest(known)))


def _worse(pairs: Sequence[tuple[str, float, float]]) -> Markup:
    """What got worse where nothing was chosen, which is what counts."""
    names = [wording.metric(key) for key, was, became in pairs if became > was]
    if not names:
        return NOTHING
    return element("p", f"On the test rows these got worse with it: {wording.listed(names)}.")


def heading(told: Markup) -> Markup:
    return titled("Before and after", told) if told else NOTHING


def _prose(known: Mapping[str, object]) -> Markup:
    why = word(known.get("why"))
    return element("p", why) if why else NOTHING


def _rest(known: Mapping[str, object]) -> Markup:
    rest = {
        terms.named(key): each
        for key, each in known.items()
        if key not in ("before", "after", "why") and terms.plain(each)
    }
    return terms.definitions(rest) if rest else NOTHING
