"""Why a number is not there."""

from collections.abc import Sequence

from mcdeploy.evaluation.report import missing
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.section import titled
from mcdeploy.evaluation.result import Estimates

LONGEST = 12


def reasons(estimates: Estimates, labels: Sequence[str], level: int = 3) -> Markup:
    """The metrics without a value, and, where others have one, without an interval; each with the
    reason. Nothing when nothing is missing. `labels` are the names that may stand in a reason."""
    return join(
        _list("Without a value", missing.undefined(estimates, labels), level),
        _list("Without an interval", missing.unsure(estimates, labels), level),
    )


def _list(heading: str, found: missing.Reasons, level: int) -> Markup:
    if not found:
        return NOTHING
    items = [
        element("li", element("strong", names), f": {why.rstrip('.')}.")
        for names, why in found[:LONGEST]
    ]
    left = len(found) - LONGEST
    items += [element("li", f"And {left:,} more.")] if left > 0 else []
    return titled(heading, element("ul", *items, class_="notes"), level=level)
