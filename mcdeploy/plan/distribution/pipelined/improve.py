"""Local search: partitions that take another tree, or a tree in which a site is fed by another."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mcdeploy.plan.distribution.pipelined.flows import Parents, Spread, Taken, taken
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.packing import pruned, spread

Score = tuple[float, float, float]
Scoring = Callable[[Taken], Score]
BETTER = 1e-9


@dataclass(slots=True)
class Purse:
    """How many plans may still be measured."""

    left: int


def improved(
    graph: Graph, start: Spread, score: Scoring, ways: Sequence[int], purse: Purse
) -> Spread:
    """The first better neighbour, again and again, until there is none or the purse is empty."""
    here, least = start, score(taken(graph, start))
    while True:
        for there in neighbours(graph, here, ways):
            if not purse.left:
                return here
            purse.left -= 1
            found = score(taken(graph, there))
            if _less(found, least):
                here, least = there, found
                break
        else:
            return here


def _less(one: Score, other: Score) -> bool:
    for a, b in zip(one, other, strict=True):
        if abs(a - b) > BETTER * max(abs(a), abs(b)):
            return a < b
    return False


def neighbours(graph: Graph, here: Spread, ways: Sequence[int]) -> Iterator[Spread]:
    counts = dict(zip(here.trees, here.counts, strict=True))
    for tree, count in counts.items():
        others = [other for other in here.trees if other != tree]
        for other in (*others, *rehung(graph, tree, ways)):
            for moved in dict.fromkeys((count, (count + 1) // 2, 1)):
                after = counts | {tree: count - moved}
                after[other] = after.get(other, 0) + moved
                yield spread(after)


def rehung(graph: Graph, tree: Parents, ways: Sequence[int]) -> Iterator[Parents]:
    """The trees in which one site is fed by another way, through a relay at most."""
    parents = dict(tree)
    for link in ways:
        head, tail = graph.heads[link], graph.tails[link]
        if head in parents and parents[head] != link and not _above(graph, parents, head, tail):
            for more in _ways_to(graph, parents, tail, ways):
                if all(not _above(graph, parents, head, graph.tails[n]) for n in more.values()):
                    yield pruned(graph, parents | more | {head: link})


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
