"""Calibration before and after the probabilities were brought to scale."""

from collections.abc import Mapping

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.origin.reading import mapping, number, word
from mcdeploy.evaluation.report.section import titled
from mcdeploy.evaluation.report.tables import table


def tell(value: object) -> Markup:
    """A table of what was measured before and after, and why it was kept or not."""
    known = mapping(value)
    before, after = mapping(known.get("before")), mapping(known.get("after"))
    rows = [
        (
            wording.metric(key),
            wording.number(was, 4),
            wording.number(became, 4),
            _change(was, became),
        )
        for key in before
        if (was := number(before[key])) is not None
        and (became := number(after.get(key))) is not None
    ]
    if not rows:
        return NOTHING
    heads = ("Metric", "Before", "After", "Change")
    return join(_prose(known), table("Calibration before and after", heads, rows), _rest(known))


def heading(told: Markup) -> Markup:
    return titled("Before and after", told) if told else NOTHING


def _change(was: float, became: float) -> str:
    return wording.signed(became - was, 4)


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
