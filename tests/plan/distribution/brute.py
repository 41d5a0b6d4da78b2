"""Every plan of a tiny network, counted out with no cleverness at all."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations_with_replacement, product
from math import inf

from mcdeploy.domain.distribution import Demand, Link, Network

Links = tuple[Link, ...]
Taken = tuple[float, float]
"""Dollars and seconds."""


def plans(network: Network, demand: Demand) -> list[Taken]:
    """What each plan takes."""
    trees = list(_trees(network, demand))
    if network.stored:
        return [_stored(network, demand, tree) for tree in trees]
    mixes = combinations_with_replacement(trees, demand.partitions)
    return [_pipelined(network, demand, mix) for mix in mixes]


def least(found: Sequence[Taken], which: int, deadline: float = inf, budget: float = inf) -> float:
    """The least dollars (0) or seconds (1) within the limits, infinite where there is no plan."""
    slack = 1 + 1e-9
    within = [one for one in found if one[0] <= budget * slack and one[1] <= deadline * slack]
    return min((one[which] for one in within), default=inf)


def _trees(network: Network, demand: Demand) -> Iterator[Links]:
    """All choices of at most one link into each site that feed whom they name from the source."""
    wanted = set(demand.destinations) - {demand.source}
    others = [site for site in network.sites if site != demand.source]
    choices = [
        [
            *(link for link in network.links if link.destination == site),
            *([] if site in wanted else [None]),
        ]
        for site in others
    ]
    for chosen in product(*choices):
        links = tuple(link for link in chosen if link is not None)
        if all(_root(links, link.destination) == demand.source for link in links):
            yield links


def _root(links: Links, site: str) -> str | None:
    for _ in range(len(links) + 1):
        into = [link for link in links if link.destination == site]
        if not into:
            return site
        site = into[0].origin
    return None


def _stored(network: Network, demand: Demand, tree: Links) -> Taken:
    children = Counter(link.origin for link in tree)

    def at(site: str) -> float:
        if site == demand.source:
            return 0.0
        link = next(link for link in tree if link.destination == site)
        alone = demand.size / min(link.bytes_per_second, network.sites[site].ingress)
        share = children[link.origin] * demand.size / network.sites[link.origin].egress
        return at(link.origin) + max(alone, share)

    seconds = max((at(link.destination) for link in tree), default=0.0)
    return _dollars(network, demand, [tree], seconds, 1), seconds


def _pipelined(network: Network, demand: Demand, mix: Sequence[Links]) -> Taken:
    load = Counter(link for tree in mix for link in tree)
    order: dict[Link, None] = {}
    for destination in demand.destinations:
        for tree in mix:
            order.update(dict.fromkeys(_path(tree, destination)))
    pruned = [link for link in load if link in order]
    flow = {link: link.bytes_per_second for link in order}
    nodes = dict.fromkeys(end for link in order for end in (link.origin, link.destination))
    for node in nodes:
        for links, limit in (
            ([n for n in order if n.destination == node], network.sites[node].ingress),
            ([n for n in order if n.origin == node], network.sites[node].egress),
        ):
            if sum(flow[link] for link in links) > limit:
                flow |= {link: min(flow[link], limit / len(links)) for link in links}
    part = demand.size / demand.partitions
    seconds = max((load[link] * part / flow[link] for link in pruned), default=0.0)
    return _dollars(network, demand, mix, seconds, demand.partitions), seconds


def _path(tree: Links, site: str) -> list[Link]:
    into = [link for link in tree if link.destination == site]
    return [*_path(tree, into[0].origin), into[0]] if into else []


def _dollars(
    network: Network, demand: Demand, mix: Sequence[Links], seconds: float, parts: int
) -> float:
    used = {end for tree in mix for link in tree for end in (link.origin, link.destination)}
    sent = sum(link.dollars_per_gb for tree in mix for link in tree) * demand.size / parts / 1e9
    return sent + seconds * sum(network.sites[site].dollars_per_second for site in used)
