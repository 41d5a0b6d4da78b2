"""How fast bytes go where sites pass them on while they arrive: the model of Cloudcast.

The formula is that of the published evaluation (the code that scores "cloudcast" in
github.com/gepa-ai/gepa, 2025): each link has its measured flow; then site by site, in the order in
which a plan first names them, links into it whose flows are together more than its ingress get at
most an equal share of it, and likewise the links out of it. The whole takes as long as the link
that has the most bytes for its flow.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mcdeploy.domain.distribution import Link, Tree
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.problem import Plan, at_most

Parents = tuple[tuple[int, int], ...]
"""A tree: per site that it reaches, the link by which it does, in the order of sites."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Trees, and how many of the partitions take each."""

    trees: tuple[Parents, ...]
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Taken:
    """What a spread takes: dollars, those of them for what is sent, and the seconds that each of
    its links is busy."""

    dollars: float
    sent: float
    seconds: float
    busy: tuple[float, ...]

    def late(self, deadline: float) -> float:
        """Seconds after the deadline that its links are busy, all together."""
        return sum(max(0.0, seconds - deadline) for seconds in self.busy)


def taken(graph: Graph, spread: Spread) -> Taken:
    """Dollars and seconds of all bytes."""
    order = named(graph, spread)
    loads = dict.fromkeys(order, 0)
    for tree, count in zip(spread.trees, spread.counts, strict=True):
        for _, link in tree:
            loads[link] += count
    used = dict.fromkeys(end for link in order for end in (graph.tails[link], graph.heads[link]))
    flows = shared(graph, order, used)
    parts = graph.partitions
    busy = tuple(loads[link] / parts / flows[link] for link in order)
    seconds = max(busy, default=0.0)
    sent = sum(loads[link] * graph.dollars[link] for link in order) / parts
    return Taken(sent + seconds * sum(graph.running[site] for site in used), sent, seconds, busy)


def plan(graph: Graph, spread: Spread) -> Plan:
    """The same in the words of the network, with what it takes."""
    found = taken(graph, spread)
    trees = zip(spread.trees, spread.counts, strict=True)
    return Plan(
        tuple(Tree(_links(graph, tree), count) for tree, count in trees if tree),
        found.dollars,
        found.seconds,
    )


def _links(graph: Graph, tree: Parents) -> tuple[Link, ...]:
    """Each after the one that feeds it."""
    there, left = {graph.source}, [link for _, link in tree]
    ordered: list[int] = []
    while left:
        fed = [link for link in left if graph.tails[link] in there]
        there |= {graph.heads[link] for link in fed}
        ordered += fed
        left = [link for link in left if link not in fed]
    return tuple(graph.links[link] for link in ordered)


def named(graph: Graph, spread: Spread) -> list[int]:
    """The links in the order of the plan: by destination, by partition, along the path."""
    order: dict[int, None] = {}
    parents = [dict(tree) for tree in spread.trees]
    for wanted in graph.wanted:
        for tree in parents:
            path = []
            site = wanted
            while site != graph.source:
                link = tree[site]
                path.append(link)
                site = graph.tails[link]
            order.update(dict.fromkeys(reversed(path)))
    return list(order)


def shared(graph: Graph, order: Sequence[int], sites: Iterable[int]) -> dict[int, float]:
    """Per link the part of all bytes that it carries in a second."""
    flows = {link: _inverse(graph.seconds[link]) for link in order}
    into: dict[int, list[int]] = {}
    out: dict[int, list[int]] = {}
    for link in order:
        into.setdefault(graph.heads[link], []).append(link)
        out.setdefault(graph.tails[link], []).append(link)
    for site in sites:
        _share(flows, into.get(site, ()), _inverse(graph.entering[site]))
        _share(flows, out.get(site, ()), _inverse(graph.leaving[site]))
    return flows


def _share(flows: dict[int, float], links: Sequence[int], limit: float) -> None:
    """Shares of round limits often sum to just a limit, which is not more."""
    if links and not at_most(sum(flows[link] for link in links), limit):
        part = limit / len(links)
        for link in links:
            flows[link] = min(flows[link], part)


def _inverse(seconds: float) -> float:
    return 1 / seconds if seconds else float("inf")
