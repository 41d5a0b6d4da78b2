"""Trees over the shared bytes, in which a provider fetches from another target. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mcdeploy.domain import (
    Demand,
    Distribution,
    Link,
    Means,
    Network,
    Objective,
    Optimize,
    Tree,
)
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute
from mcdeploy.plan.limits import left
from mcdeploy.plan.network import HERE, RELEASE
from mcdeploy.plan.sending import Sent
from mcdeploy.plan.shared import Shared
from mcdeploy.plan.wish import Wish


def trees(wish: Wish, ways: Network, one: Shared, rest: Sent) -> Iterator[Distribution]:
    """The best one; under limits the cheapest and the fastest of all too, so that whoever set them
    can be told. None where no provider fetches anything. Each with the `rest`, which is sent from
    here before."""
    if not any(link.means is Means.PULL for link in ways.links):
        return
    source, reduced, original = _reduced(ways)
    demand = Demand(source, one.targets, one.size)
    for objective in _asked(wish.objective, rest):
        try:
            found = distribute(reduced, demand, objective)
        except Infeasible:
            continue
        yield _whole(found, rest, original)


def _reduced(ways: Network) -> tuple[str, Network, Mapping[Link, Link]]:
    """The same with fewer sites, since the work grows fast with them: all that hold everything and
    have no limit of their own are one source. By each link of it the one that it stands for."""
    giving = [link.destination for link in ways.links if link.origin == RELEASE]
    source = giving[0] if len(giving) == 1 else RELEASE
    merged = {RELEASE, *giving} - {HERE} if source == RELEASE else {RELEASE, source}
    links = {
        replace(link, origin=source) if link.origin in merged else link: link
        for link in ways.links
        if link.destination not in merged
    }
    sites = {n: site for n, site in ways.sites.items() if n == source or n not in merged}
    return source, Network(sites, tuple(links), ways.stored), links


def _asked(objective: Objective, rest: Sent) -> Iterator[Objective]:
    if objective.deadline is not None or objective.budget is not None:
        yield Objective(Optimize.COST)
        yield Objective(Optimize.TIME)
    if (limited := left(objective, rest)) is not None:
        yield limited


def _whole(found: Distribution, rest: Sent, original: Mapping[Link, Link]) -> Distribution:
    """With the rest, with the sites that were merged, and without links on which nothing moves."""
    trees = [[original[link] for link in tree.links] for tree in found.trees]
    links = [tuple(link for link in tree if link.origin != RELEASE) for tree in trees]
    spent = rest.total if found.objective.optimize is Optimize.COST else rest.seconds
    return replace(
        found,
        trees=tuple(map(Tree, links)),
        dollars=found.dollars + rest.total,
        seconds=found.seconds + rest.seconds,
        bound=found.bound + spent,
    )
