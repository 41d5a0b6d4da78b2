"""Plans that end in time, grown site by site: no link is ever given more than it can carry."""

from collections.abc import Callable, Iterator, Sequence
from heapq import heappop, heappush
from random import Random

from mcdeploy.plan.distribution.pipelined.flows import Parents, Spread
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.loads import Loads
from mcdeploy.plan.distribution.pipelined.packing import pruned, spread

TRIES = 12


def in_time(graph: Graph, deadline: float) -> Spread | None:
    """A spread that ends by the deadline, if one is found: with few trees before many, and with
    other dice where the first ones get stuck."""
    for number in range(TRIES):
        for counts in splits(graph.partitions):
            found = grown(graph, deadline, counts, Random(number))  # noqa: S311 - no secret
            if found is not None:
                return found
    return None


def early(graph: Graph, deadline: float) -> Iterator[Spread]:
    """Spreads of one tree and of two that end by the deadline, where they are easily found."""
    for counts in splits(graph.partitions)[:2]:
        found = grown(graph, deadline, counts, Random(0))  # noqa: S311 - no secret
        if found is not None:
            yield found


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
    for count in counts:
        tree = Growth(loads, count, dice).tree()
        if tree is None:
            return None
        trees[tree] = trees.get(tree, 0) + count
    return spread(trees)


class Growth:
    """One tree among loads that others left."""

    def __init__(self, loads: Loads, count: int, dice: Random) -> None:
        self._loads, self._graph, self._count, self._dice = loads, loads.graph, count, dice
        self._parents: dict[int, int] = {}
        self._leaving: dict[int, list[int]] = {}
        self._feeders = [0] * len(self._graph.sites)
        for link, seconds in enumerate(self._graph.seconds):
            if loads.whole(seconds) >= count:
                self._leaving.setdefault(self._graph.tails[link], []).append(link)
                self._feeders[self._graph.heads[link]] += 1

    def tree(self) -> Parents | None:
        waiting = sorted(self._graph.wanted, key=self._turn)
        for place, site in enumerate(waiting):
            if site in self._parents:
                continue
            if place < len(waiting) - 1 and self._loads.slots(site, self._count) < 1:
                self._widen()
            if not self._bring(lambda found, wanted=site: found == wanted):
                return None
        return pruned(self._graph, self._parents)

    def _turn(self, site: int) -> tuple[int, float]:
        """First who can feed others, then who can be fed by few, more or less."""
        slots = min(2, self._loads.slots(site, self._count))
        return -slots, self._feeders[site] * (0.5 + self._dice.random())

    def _widen(self) -> None:
        """Before the last place is taken, bring in a relay that makes two of it."""
        there = (self._graph.source, *self._parents)
        if sum(max(0, self._loads.slots(site, self._count)) for site in there) <= 1:
            self._bring(lambda found: self._loads.slots(found, self._count) > 1)

    def _bring(self, sought: Callable[[int], bool]) -> bool:
        """Lead bytes by the cheapest way, more or less, to the nearest site that is sought."""
        graph, there = self._graph, {self._graph.source, *self._parents}
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
            for link in self._leaving.get(site, ()):
                head = graph.heads[link]
                so_far = dollars + self._price(link)
                if so_far < least.get(head, float("inf")) and self._loads.fits(link, self._count):
                    least[head], before[head] = so_far, link
                    heappush(line, (so_far, head))
        return False

    def _price(self, link: int) -> float:
        running = self._graph.running[self._graph.heads[link]] * self._loads.deadline
        return (self._graph.dollars[link] + running) * (0.8 + 0.4 * self._dice.random())

    def _join(self, site: int, before: dict[int, int]) -> None:
        while site in before:
            self._loads.add(before[site], self._count)
            self._parents[site] = before[site]
            site = self._graph.tails[before[site]]
