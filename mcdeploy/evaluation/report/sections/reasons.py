"""Why a number is not there."""

from collections.abc import Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.section import titled
from mcdeploy.evaluation.result import Estimates, Key

LONGEST = 12


def reasons(estimates: Estimates, level: int = 3) -> Markup:
    """The metrics without a value, and, where others have one, without an interval; each with the
    reason. Nothing when nothing is missing."""
    undefined = [(key, one.why) for key, one in estimates.items() if one.value is None]
    unsure = [
        (key, one.why)
        for key, one in estimates.items()
        if one.value is not None and one.interval is None and one.why
    ]
    some = any(one.interval for one in estimates.values())
    return join(
        _list("Without a value", undefined, level),
        _list("Without an interval", unsure if some else (), level),
    )


def _list(heading: str, missing: Sequence[tuple[Key, str]], level: int) -> Markup:
    by_why: dict[str, list[Key]] = {}
    for key, why in missing:
        by_why.setdefault(why, []).append(key)
    if not by_why:
        return NOTHING
    items = [
        element("li", element("strong", _named(keys)), f": {why.rstrip('.')}.")
        for why, keys in list(by_why.items())[:LONGEST]
    ]
    left = len(by_why) - LONGEST
    items += [element("li", f"And {left:,} more.")] if left > 0 else []
    return titled(heading, element("ul", *items, class_="notes"), level=level)


def _named(keys: Sequence[Key]) -> str:
    if len(keys) == 1:
        return wording.measured(keys[0])
    labels = [wording.quoted(k.label) for k in keys if k.label is not None and k.column is None]
    if len(labels) == len(keys) and len({key.metric for key in keys}) == 1:
        return f"{wording.metric(keys[0].metric)} of {wording.listed(labels)}"
    return wording.listed([wording.measured(key) for key in keys], 6)
