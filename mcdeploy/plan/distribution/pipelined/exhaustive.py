"""All plans of a tiny network, one after another."""

from collections.abc import Iterator, Mapping
from itertools import combinations_with_replacement, product
from math import comb, inf, prod

from mcdeploy.domain.distribution import Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer, amount, best
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
    plans = comb(len(found) + graph.partitions - 1, graph.partitions)
    return found if plans <= PLANS else None


class Listed:
    """Every plan of the listed trees."""

    def __init__(self, graph: Graph, trees: tuple[Parents, ...]) -> None:
        self._plans = tuple(_plans(graph, trees))

    def cheapest(self, deadline: float | None, budget: float | None) -> Answer:
        return self._best(Objective(Optimize.COST, deadline, budget))

    def fastest(self, budget: float | None) -> Answer:
        return self._best(Objective(Optimize.TIME, budget=budget))

    def _best(self, objective: Objective) -> Answer:
        found = best(self._plans, objective)
        return Answer(found, inf if found is None else amount(found, objective.optimize)[0])


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


def _plans(graph: Graph, trees: tuple[Parents, ...]) -> Iterator[Plan]:
    for chosen in combinations_with_replacement(trees, graph.partitions):
        yield plan(graph, spread({tree: chosen.count(tree) for tree in dict.fromkeys(chosen)}))
