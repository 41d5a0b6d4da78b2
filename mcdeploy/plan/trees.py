"""Trees over the shared bytes, in which a provider fetches from another target. Pure."""

from collections.abc import Iterator
from dataclasses import replace

from mcdeploy.domain import (
    Demand,
    Distribution,
    Means,
    Network,
    Objective,
    Optimize,
    Tree,
)
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute
from mcdeploy.plan.limits import left
from mcdeploy.plan.network import RELEASE
from mcdeploy.plan.sending import Sent
from mcdeploy.plan.shared import Shared
from mcdeploy.plan.wish import Wish


def trees(wish: Wish, ways: Network, one: Shared, rest: Sent) -> Iterator[Distribution]:
    """The best one; under limits the cheapest and the fastest of all too, so that whoever set them
    can be told. None where no provider fetches anything. Each with the `rest`, which is sent from
    here before."""
    if not any(link.means is Means.PULL for link in ways.links):
        return
    demand = Demand(RELEASE, one.targets, one.size)
    for objective in _asked(wish.objective, rest):
        try:
            found = distribute(ways, demand, objective)
        except Infeasible:
            continue
        yield _whole(found, rest)


def _asked(objective: Objective, rest: Sent) -> Iterator[Objective]:
    if objective.deadline is not None or objective.budget is not None:
        yield Objective(Optimize.COST)
        yield Objective(Optimize.TIME)
    if (limited := left(objective, rest)) is not None:
        yield limited


def _whole(found: Distribution, rest: Sent) -> Distribution:
    """With the rest, and without the links on which nothing moves."""
    links = [tuple(link for link in tree.links if link.origin != RELEASE) for tree in found.trees]
    spent = rest.total if found.objective.optimize is Optimize.COST else rest.seconds
    return replace(
        found,
        trees=tuple(map(Tree, links)),
        dollars=found.dollars + rest.total,
        seconds=found.seconds + rest.seconds,
        bound=found.bound + spent,
    )
