"""All plans of a tiny network, one after another."""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product
from math import comb, prod

from mcdeploy.plan.distribution.pipelined.flows import Parents, plan
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.packing import pruned, spread
from mcdeploy.plan.distribution.problem import Plan

TREES = 4_000
PLANS = 10_000


def listed(graph: Graph) -> tuple[Parents, ...] | None:
    """All trees, where they and the plans made of them are few."""
    if prod(len(ways) for ways in _choices(graph)) > TREES:
        return None
    found = tuple(sorted(set(_trees(graph))))
    count = comb(len(found) + graph.partitions - 1, graph.partitions)
    return found if count <= PLANS else None


def plans(graph: Graph, trees: tuple[Parents, ...]) -> tuple[Plan, ...]:
    """Every plan of these trees."""
    return tuple(
        plan(graph, spread({tree: chosen.count(tree) for tree in dict.fromkeys(chosen)}))
        for chosen in combinations_with_replacement(trees, graph.partitions)
    )


def _choices(graph: Graph) -> list[list[int | None]]:
    """By which link each site is fed, or that it is not."""
    into: dict[int, list[int | None]] = {site: [] for site in graph.wanted}
    into |= {site: [None] for site in graph.relays}
    for link, head in enumerate(graph.heads):
        into[head].append(link)
    return list(into.values())


def _trees(graph: Graph) -> Iterator[Parents]:
    for links in product(*_choices(graph)):
        parents = {graph.heads[link]: link for link in links if link is not None}
        if all(_fed(graph, parents, site) for site in parents):
            tree = pruned(graph, parents)
            if len(tree) == len(parents):
                yield tree


def _fed(graph: Graph, parents: Mapping[int, int], site: int) -> bool:
    """Whether the source's bytes come to the site."""
    for _ in parents:
        if site not in parents:
            break
        site = graph.tails[parents[site]]
    return site == graph.source
