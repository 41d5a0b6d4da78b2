"""How the bytes go: who copies from whom, by which means, for how much and how long."""

from collections.abc import Iterable

from mcdeploy.cli.humane import dollars, duration, size
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import Distribution, Link, Means, Optimize, Plan

COLUMNS = (
    Column("from"),
    Column("to"),
    Column("means"),
    Column("", Align.RIGHT),
    Column("once", Align.POINT),
)
MEANS = {Means.SEND: "sent", Means.RELAY: "read", Means.PULL: "fetched by its provider"}
GB = 10**9
"""Of a link, in bytes."""


def lines(plan: Plan, paint: Paint) -> list[str]:
    """Nothing where no bytes move."""
    how = plan.distribution
    if how is None:
        return []
    if not any(stage.pulls for stage in plan.stages):
        return ["", f"  All bytes go through this machine: {_estimate(how.dollars, how.seconds)}"]
    return ["", *table(COLUMNS, list(_rows(plan, how)), paint), "", *_beside(how, paint)]


def _rows(plan: Plan, how: Distribution) -> Iterable[Row]:
    moved = next(sum(one.file.size for one in s.pulls) for s in plan.stages if s.pulls)
    for link in (link for tree in how.trees for link in tree.links):
        cost = link.dollars_per_gb * moved / GB
        yield link.origin, link.destination, _means(link), size(moved), dollars(cost)


def _means(link: Link) -> Cell:
    return Cell(MEANS[link.means], Tone.STRONG if link.means is Means.PULL else Tone.PLAIN)


def _beside(how: Distribution, paint: Paint) -> Iterable[str]:
    """With what is sent besides, and beside the plain way."""
    yield f"  {paint('in all', Tone.STRONG)}: {_estimate(how.dollars, how.seconds)}"
    if how.star is not None:
        yield f"  all through this machine it would be {_estimate(*how.star)}"
    yield f"  proven: no way that is allowed {_least(how)}"


def _least(how: Distribution) -> str:
    if how.objective.optimize is Optimize.COST:
        return f"costs less than {dollars(how.bound)}"
    return f"takes less than {duration(how.bound)}"


def _estimate(cost: float, seconds: float) -> str:
    return f"{dollars(cost)} for transfer, {_about(seconds)}"


def _about(seconds: float) -> str:
    return f"about {duration(seconds)}" if seconds >= 1 else "less than a second"
