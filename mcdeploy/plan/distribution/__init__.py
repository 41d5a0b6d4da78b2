"""Stand-in."""

from itertools import product

from mcdeploy.domain import Demand, Distribution, Link, Network, Objective, Optimize, Tree
from mcdeploy.errors import Infeasible


def distribute(network: Network, demand: Demand, objective: Objective) -> Distribution:
    """By trying all trees."""
    names = [name for name in network.sites if name != demand.source]
    ways = [
        [None, *(link for link in network.links if link.destination == name)] for name in names
    ]
    found = []
    for chosen in product(*ways):
        into = {link.destination: link for link in chosen if link is not None}
        try:
            seconds = {d: _seconds(d, into, network, demand) for d in into}
        except KeyError:
            continue
        if not set(demand.destinations) <= set(seconds) or -1 in seconds.values():
            continue
        dollars = sum(link.dollars_per_gb * demand.size / 1e9 for link in into.values())
        end = max(seconds[d] for d in demand.destinations)
        if objective.deadline is not None and end > objective.deadline:
            continue
        if objective.budget is not None and dollars > objective.budget:
            continue
        order = sorted(into.values(), key=lambda link: seconds[link.destination])
        both = (dollars, end) if objective.optimize is Optimize.COST else (end, dollars)
        found.append((both, len(order), dollars, end, tuple(order)))
    if not found:
        raise Infeasible("plan", "nothing")
    best = min(found, key=lambda one: one[:2])
    return Distribution((Tree(best[4]),), best[2], best[3], best[0][0], None, objective)


def _seconds(
    name: str, into: dict[str, Link], network: Network, demand: Demand, depth: int = 0
) -> float:
    if name == demand.source:
        return 0.0
    if depth > len(into):
        raise KeyError(name)
    link = into[name]
    children = sum(other.origin == link.origin for other in into.values())
    before = _seconds(link.origin, into, network, demand, depth + 1)
    share = children * demand.size / network.sites[link.origin].egress
    return before + max(demand.size / link.bytes_per_second, share)
