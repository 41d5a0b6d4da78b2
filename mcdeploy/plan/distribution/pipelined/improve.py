"""Local search: partitions that take another tree, or a tree in which a site is fed by another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from random import Random

from mcdeploy.plan.distribution.pipelined.flows import Parents, Spread, Taken, taken
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.packing import pruned, spread

Score = tuple[float, float, float]
"""What is beyond the limits, dollars, seconds."""
Scoring = Callable[[Taken], Score]
BETTER = 1e-9


@dataclass(slots=True)
class Purse:
    """How many plans may still be measured."""

    left: int


@dataclass(frozen=True, slots=True)
class Move:
    """So many partitions leave one tree for another."""

    tree: Parents
    other: Parents
    count: int

    def made(self, here: Spread) -> Spread:
        counts = dict(zip(here.trees, here.counts, strict=True))
        counts[self.tree] -= self.count
        counts[self.other] = counts.get(self.other, 0) + self.count
        return spread(counts)

    def dollars(self, graph: Graph) -> float:
        """What more is sent, whatever it takes in time."""
        before = sum(graph.dollars[link] for _, link in self.tree)
        after = sum(graph.dollars[link] for _, link in self.other)
        return (after - before) * self.count / graph.partitions


def improved(
    graph: Graph, start: Spread, score: Scoring, ways: Sequence[int], purse: Purse
) -> Spread:
    """The first better neighbour, again and again, until there is none or the purse is empty. A
    plan within the limits is left only for one that costs less even if it took no time."""
    here, found = start, taken(graph, start)
    while True:
        least = score(found)
        spare = least[1] - found.sent - graph.least_running if not least[0] else float("inf")
        for move in moves(graph, here, ways):
            if move.dollars(graph) > spare + BETTER * least[1]:
                continue
            if not purse.left:
                return here
            purse.left -= 1
            there = move.made(here)
            if _less(score(after := taken(graph, there)), least):
                here, found = there, after
                break
        else:
            return here


def _less(one: Score, other: Score) -> bool:
    for a, b in zip(one, other, strict=True):
        if abs(a - b) > BETTER * max(abs(a), abs(b)):
            return a < b
    return False


def moves(graph: Graph, here: Spread, ways: Sequence[int]) -> Iterator[Move]:
    for tree, count in zip(here.trees, here.counts, strict=True):
        others = [other for other in here.trees if other != tree]
        for other in chain(others, rehung(graph, tree, ways), moved_along(graph, tree)):
            for part in dict.fromkeys((count, (count + 1) // 2, 1)):
                yield Move(tree, other, part)


def kicked(graph: Graph, here: Spread, ways: Sequence[int], dice: Random) -> Spread:
    """Any neighbour."""
    place = dice.randrange(len(here.trees))
    tree, count = here.trees[place], here.counts[place]
    others = [*rehung(graph, tree, ways), *moved_along(graph, tree)]
    if not others:
        return here
    return Move(tree, dice.choice(others), dice.randint(1, count)).made(here)


def rehung(graph: Graph, tree: Parents, ways: Sequence[int]) -> Iterator[Parents]:
    """The trees in which one site is fed by another way, through a relay at most."""
    parents = dict(tree)
    for link in ways:
        head, tail = graph.heads[link], graph.tails[link]
        if head in parents and parents[head] != link and not _above(graph, parents, head, tail):
            for more in _ways_to(graph, parents, tail, ways):
                if all(not _above(graph, parents, head, graph.tails[n]) for n in more.values()):
                    yield pruned(graph, parents | more | {head: link})


def moved_along(graph: Graph, tree: Parents) -> Iterator[Parents]:
    """The trees in which one site is taken out and put between two others; whom it fed, its own
    feeder feeds then."""
    for site, link in tree:
        without = _without(graph, dict(tree), site, graph.tails[link])
        if without is None:
            continue
        for other, into in without.items():
            tail = graph.tails[into]
            before, after = graph.between.get((tail, site)), graph.between.get((site, other))
            if before is not None and after is not None:
                yield pruned(graph, {**without, site: before, other: after})


def _without(
    graph: Graph, parents: dict[int, int], site: int, feeder: int
) -> dict[int, int] | None:
    del parents[site]
    for head, link in list(parents.items()):
        if graph.tails[link] == site:
            instead = graph.between.get((feeder, head))
            if instead is None:
                return None
            parents[head] = instead
    return parents


def _ways_to(
    graph: Graph, parents: dict[int, int], site: int, ways: Sequence[int]
) -> Iterator[dict[int, int]]:
    """Nothing for a site of the tree, else the links that would bring it in."""
    if site == graph.source or site in parents:
        yield {}
        return
    for link in ways:
        if graph.heads[link] == site and (
            graph.tails[link] == graph.source or graph.tails[link] in parents
        ):
            yield {site: link}


def _above(graph: Graph, parents: dict[int, int], site: int, other: int) -> bool:
    """Whether the bytes of `other` come through `site`."""
    while other in parents:
        if other == site:
            return True
        other = graph.tails[parents[other]]
    return False
