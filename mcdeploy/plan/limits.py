"""A deadline and a budget: what keeps them, and what to say when nothing does. Pure."""

from collections.abc import Sequence
from math import ceil

from mcdeploy.domain import Distribution, Objective, Optimize
from mcdeploy.errors import Infeasible
from mcdeploy.plan.sending import Sent

CLOSE = 1e-9
"""Relative: sums of the same floating-point numbers in another order differ by less."""


def within(found: Distribution, objective: Objective) -> bool:
    """Whether it keeps both."""
    return _kept(found.seconds, objective.deadline) and _kept(found.dollars, objective.budget)


def _kept(amount: float, limit: float | None) -> bool:
    return limit is None or amount <= limit * (1 + CLOSE)


def left(objective: Objective, spent: Sent) -> Objective | None:
    """What is left of both when this is spent; None where it is too much already."""
    deadline = None if objective.deadline is None else objective.deadline - spent.seconds
    budget = None if objective.budget is None else objective.budget - spent.total
    over = any(limit is not None and limit < 0 for limit in (deadline, budget))
    return None if over else Objective(objective.optimize, deadline, budget)


def measure(found: Distribution, optimize: Optimize) -> tuple[float, float]:
    """What is to be least, then the other."""
    both = found.dollars, found.seconds
    return both if optimize is Optimize.COST else both[::-1]


def impossible(who: str, found: Sequence[Distribution], objective: Objective) -> Infeasible:
    """The error when none of these keeps them, with the fastest and the cheapest of them."""
    fastest = min(found, key=lambda one: measure(one, Optimize.TIME))
    cheapest = min(found, key=lambda one: measure(one, Optimize.COST))
    asked = []
    if objective.deadline is not None:
        asked.append(f"within the deadline of {objective.deadline:g} s")
    if objective.budget is not None:
        asked.append(f"for the budget of ${objective.budget:g}")
    return Infeasible(
        f"{who}: replication",
        f"nothing brings the release to every target {' and '.join(asked)}",
        remedy=f"the fastest way takes {_up(fastest.seconds, 0)} s and ${_up(fastest.dollars, 6)},"
        f" the cheapest {_up(cheapest.seconds, 0)} s and ${_up(cheapest.dollars, 6)}: allow as much"
        " with `replication.deadline` or `replication.budget`",
    )


def _up(amount: float, digits: int) -> str:
    """Rounded up, so that whoever allows what is told allows enough."""
    return f"{ceil(amount * 10**digits) / 10**digits:.{digits}f}".rstrip("0").rstrip(".")
