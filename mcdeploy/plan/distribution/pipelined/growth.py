"""Plans that end in time, grown site by site: no link is ever given more than it can carry."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from math import inf
from random import Random

from mcdeploy.plan.distribution.pipelined.flows import Parents, Spread
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.loads import Loads
from mcdeploy.plan.distribution.pipelined.packing import pruned, spread

TRIES = 12


def in_time(graph: Graph, deadline: float, most: int) -> Iterator[Spread]:
    """Up to so many spreads that end by the deadline, as far as they are found: with few trees
    before many, and with other dice again and again."""
    found = 0
    for number in range(TRIES):
        for counts in splits(graph.partitions):
            one = grown(graph, deadline, counts, Random(number))  # noqa: S311 - no secret
            if one is not None:
                yield one
                found += 1
            if found == most:
                return


def splits(partitions: int) -> list[tuple[int, ...]]:
    """Ways to cut the partitions into trees: as evenly as can be, for equal shares are lost on
    uneven loads, and once in two uneven parts."""
    even = [_evenly(partitions, trees) for trees in dict.fromkeys((1, 2, 3, 5, partitions))]
    uneven = (partitions * 2 // 3, partitions - partitions * 2 // 3)
    return list(dict.fromkeys(split for split in (*even, uneven) if split and min(split) > 0))


def _evenly(partitions: int, trees: int) -> tuple[int, ...]:
    return tuple(partitions // trees + (number < partitions % trees) for number in range(trees))


def grown(graph: Graph, deadline: float, counts: Sequence[int], dice: Random) -> Spread | None:
    """A tree for each of these numbers of partitions, one after another; None where one of them
    gets stuck."""
    loads = Loads(graph, deadline)
    trees: dict[Parents, int] = {}
    for place, count in enumerate(counts):
        tree = Growth(loads, count, dice, kept=len(counts) - place - 1).tree()
        if tree is None:
            return None
        trees[tree] = trees.get(tree, 0) + count
    return spread(trees)


class Growth:
    """One tree among loads that others left. It keeps so many links out of the source for those
    that come after it."""

    def __init__(self, loads: Loads, count: int, dice: Random, kept: int) -> None:
        self._kept = kept
        self._loads, self._graph, self._count, self._dice = loads, loads.graph, count, dice
        self._parents: dict[int, int] = {}
        self._leaving: list[list[tuple[int, int, float]]] = [[] for _ in self._graph.sites]
        self._feeders = [0] * len(self._graph.sites)
        self._dear = [0.8 + 0.4 * dice.random() for _ in self._graph.sites]
        self._prepare()

    def tree(self) -> Parents | None:
        """With the first dice the hardest site is brought in next, with the second the nearest."""
        nearest = self._dice.random() < 0.5
        turn = sorted(self._graph.wanted, key=self._turn)
        while waiting := [site for site in turn if site not in self._parents]:
            if not (self._nearest(waiting) if nearest else self._hardest(waiting)):
                return None
        return pruned(self._graph, self._parents)

    def _prepare(self) -> None:
        """The links that are fast enough, and their prices, more or less."""
        graph, latest = self._graph, self._loads.deadline
        ends = zip(graph.tails, graph.heads, graph.seconds, graph.dollars, strict=True)
        enough = self._loads.enough(self._count)
        for link, (tail, head, seconds, dollars) in enumerate(ends):
            if seconds <= enough and graph.entering[head] <= enough:
                price = (dollars + graph.running[head] * latest) * self._dear[head]
                self._leaving[tail].append((link, head, price))
                self._feeders[head] += 1

    def _nearest(self, waiting: Sequence[int]) -> bool:
        """One that leaves a place for the others, if there is one."""
        if len(waiting) > 1 and self._places() <= 1:
            kept = [site for site in waiting if self._slots(site) > 0]
            return self._bring(lambda found: found in kept) or (
                self._widen() and self._bring(lambda found: found in waiting)
            )
        return self._bring(lambda found: found in waiting)

    def _hardest(self, waiting: Sequence[int]) -> bool:
        if len(waiting) > 1 and self._places() <= 1 and not self._slots(waiting[0]):
            self._widen()
        return self._bring(lambda found: found == waiting[0])

    def _turn(self, site: int) -> tuple[int, float]:
        """First who can feed others, then who can be fed by few, more or less."""
        slots = min(2, self._slots(site))
        return -slots, self._feeders[site] * (0.5 + self._dice.random())

    def _places(self) -> int:
        """How many more sites the tree could feed."""
        there = (self._graph.source, *self._parents)
        return sum(max(0, self._slots(site)) for site in there)

    def _slots(self, site: int) -> int:
        """To how many more sites this one could send."""
        kept = self._kept if site == self._graph.source else 0
        return self._loads.slots(site, self._count) - kept

    def _widen(self) -> bool:
        """Bring in a relay that makes two places of one."""
        return self._bring(lambda found: self._slots(found) > 1)

    def _bring(self, sought: Callable[[int], bool]) -> bool:
        """Lead bytes by the cheapest way, more or less, to the nearest site that is sought."""
        there = {self._graph.source, *self._parents}
        least = dict.fromkeys(there, 0.0)
        before: dict[int, int] = {}
        line = [(0.0, site) for site in sorted(there)]
        while line:
            dollars, site = heappop(line)
            if dollars > least[site]:
                continue
            if site not in there and sought(site):
                self._join(site, before)
                return True
            for link, head, price in self._ways(site):
                so_far = dollars + price
                if so_far < least.get(head, inf) and self._fits(link, head):
                    least[head], before[head] = so_far, link
                    heappush(line, (so_far, head))
        return False

    def _fits(self, link: int, head: int) -> bool:
        """Of a link into a site that nobody feeds yet this is known: its origin has a place."""
        return head not in self._loads.into or self._loads.fits(link, self._count)

    def _ways(self, site: int) -> list[tuple[int, int, float]]:
        """The links out of a site, only those in use when it has no place for another."""
        if self._slots(site) > 0:
            return self._leaving[site]
        used = self._loads.out.get(site, ())
        return [way for way in self._leaving[site] if way[0] in used] if used else []

    def _join(self, site: int, before: dict[int, int]) -> None:
        while site in before:
            self._loads.add(before[site], self._count)
            self._parents[site] = before[site]
            site = self._graph.tails[before[site]]
