"""Trees out of the loads of links: the program's answer as a first plan."""

from collections.abc import Mapping
from math import floor

from mcdeploy.plan.distribution.pipelined.flows import Parents, Spread
from mcdeploy.plan.distribution.pipelined.graph import Graph

LEAST = 1e-6


def packed(graph: Graph, loads: Mapping[int, float]) -> Spread | None:
    """Take the widest tree out of the loads, again and again, and give each as many of the
    partitions as it was wide. None where the loads reach no destination."""
    left = dict(loads)
    trees: dict[Parents, float] = {}
    while (tree := widest(graph, left)) is not None:
        width = min((left[link] for _, link in tree), default=1.0)
        trees[tree] = trees.get(tree, 0.0) + width
        for _, link in tree:
            left[link] -= width
        if not tree:
            break
    return _apportioned(trees, graph.partitions) if trees else None


def widest(graph: Graph, loads: Mapping[int, float]) -> Parents | None:
    """A tree to all destinations whose narrowest link is as wide as can be, where loads allow."""
    parents: dict[int, int] = {}
    usable = [link for link, load in loads.items() if load > LEAST]
    there = {graph.source}
    while not there.issuperset(graph.wanted):
        ways = [n for n in usable if graph.tails[n] in there and graph.heads[n] not in there]
        if not ways:
            return None
        link = max(ways, key=lambda n: (loads[n], -graph.dollars[n], -n))
        parents[graph.heads[link]] = link
        there.add(graph.heads[link])
    return pruned(graph, parents)


def pruned(graph: Graph, parents: Mapping[int, int]) -> Parents:
    """Only what leads to a destination."""
    needed: dict[int, int] = {}
    for wanted in graph.wanted:
        site = wanted
        while site != graph.source and site not in needed:
            needed[site] = parents[site]
            site = graph.tails[parents[site]]
    return tuple(sorted(needed.items()))


def _apportioned(trees: Mapping[Parents, float], partitions: int) -> Spread:
    """Whole partitions by largest remainder."""
    total = sum(trees.values())
    exact = {tree: width / total * partitions for tree, width in trees.items()}
    counts = {tree: floor(part) for tree, part in exact.items()}
    by_rest = sorted(trees, key=lambda tree: (counts[tree] - exact[tree], tree))
    for tree in by_rest[: partitions - sum(counts.values())]:
        counts[tree] += 1
    return spread({tree: count for tree, count in counts.items() if count})


def spread(counts: Mapping[Parents, int]) -> Spread:
    """In an order of its own, so that equal plans are the same."""
    trees = tuple(sorted(tree for tree, count in counts.items() if count))
    return Spread(trees, tuple(counts[tree] for tree in trees))
