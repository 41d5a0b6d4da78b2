"""What has no value or no interval, and why: each reason once, with all that it holds of."""

from collections.abc import Iterable, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.result import Estimates, Key

Reasons = Sequence[tuple[str, str]]
"""What it is, in words, and why."""


def undefined(estimates: Estimates, labels: Sequence[str] = ()) -> Reasons:
    """Those without a value; names of `labels` that stand in a reason get the quotes of a page."""
    return _told(((k, one.why) for k, one in estimates.items() if one.value is None), labels)


def unsure(estimates: Estimates, labels: Sequence[str] = ()) -> Reasons:
    """Those without an interval; none where nothing has one."""
    if not any(one.interval for one in estimates.values()):
        return ()
    found = (
        (key, one.why)
        for key, one in estimates.items()
        if one.value is not None and one.interval is None and one.why
    )
    return _told(found, labels)


def _told(missing: Iterable[tuple[Key, str]], labels: Sequence[str]) -> Reasons:
    by_why: dict[str, list[Key]] = {}
    for key, why in missing:
        by_why.setdefault(why, []).append(key)
    return [(_named(keys), wording.turned(why, labels)) for why, keys in by_why.items()]


def _named(keys: Sequence[Key]) -> str:
    if len(keys) == 1:
        return wording.measured(keys[0])
    labels = [wording.quoted(k.label) for k in keys if k.label is not None and k.column is None]
    if len(labels) == len(keys) and len({key.metric for key in keys}) == 1:
        return f"{wording.metric(keys[0].metric)} of {wording.listed(labels)}"
    return wording.listed([wording.measured(key) for key in keys], 6)
