"""Good spreads near what the relaxation says: its loads, packed into trees, and improved until
nothing near is better."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from math import inf
from random import Random

import numpy as np

from mcdeploy.plan.distribution.pipelined.flows import Spread, Taken, taken
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.improve import Purse, Score, improved, kicked
from mcdeploy.plan.distribution.pipelined.limits import Vector
from mcdeploy.plan.distribution.pipelined.packing import packed
from mcdeploy.plan.distribution.pipelined.relaxation import Relaxed
from mcdeploy.plan.distribution.problem import at_most

WAYS = 80
KICKS = 3
KICKED = 30
ELITE = 4


@dataclass(frozen=True, slots=True)
class Within:
    """Seconds and dollars that a plan may take."""

    deadline: float = inf
    budget: float = inf

    def holds(self, found: Taken) -> bool:
        return at_most(found.seconds, self.deadline) and at_most(found.dollars, self.budget)

    def score(self, found: Taken) -> Score:
        """What is beyond the limits first, then dollars, then seconds."""
        if self.holds(found):
            return 0.0, found.dollars, found.seconds
        beyond = found.late(self.deadline) + max(0.0, found.dollars - self.budget)
        return beyond, found.dollars, found.seconds


class Search:
    """What was met so far on one graph, and how to meet more."""

    def __init__(self, graph: Graph, measured: int) -> None:
        """`measured`: how many plans may be measured in all."""
        self.met: dict[Spread, Taken] = {}
        self._graph = graph
        self.afresh(measured)

    def afresh(self, measured: int) -> None:
        """Keep what was met, and go on."""
        self._purse = Purse(measured)
        self._dice = Random(0)  # noqa: S311 - the same kicks each time

    def best(self, within: Within) -> Spread | None:
        """The cheapest within the limits."""
        return self._least(within, lambda found: (_even(found.dollars), found.seconds))

    def soonest(self, within: Within) -> Spread | None:
        """The fastest within the limits."""
        return self._least(within, lambda found: (_even(found.seconds), found.dollars))

    def _least(
        self, within: Within, amount: Callable[[Taken], tuple[float, float]]
    ) -> Spread | None:
        held = (spread for spread, found in self.met.items() if within.holds(found))
        return min(held, key=lambda spread: amount(self.met[spread]), default=None)

    def know(self, spread: Spread) -> None:
        """A plan from elsewhere."""
        self.met[spread] = taken(self._graph, spread)

    def follow(self, relaxed: Relaxed, within: Within) -> None:
        """Begin where the relaxation ends."""
        start = packed(self._graph, relaxed.loads)
        if start is not None:
            self.descend(start, within, relaxed.reduced)
            for tree in start.trees:
                alone = Spread((tree,), (self._graph.partitions,))
                self.descend(alone, within, relaxed.reduced)

    def descend(self, start: Spread, within: Within, reduced: Vector | None = None) -> None:
        """Go on to better neighbours; `reduced`: what a load on each link adds."""
        self._descend(start, within, self._ways([start], reduced))

    def _descend(self, start: Spread, within: Within, ways: list[int]) -> None:
        self.know(improved(self._graph, start, within.score, ways, self._purse))

    def kick(self, within: Within, reduced: Vector) -> None:
        """Begin again some steps away from the best that were met."""
        elite = sorted(self.met, key=lambda spread: within.score(self.met[spread]))[:ELITE]
        ways = self._ways(elite, reduced)
        for number in range(KICKED if elite else 0):
            here = elite[number % len(elite)]
            for _ in range(self._dice.randint(1, KICKS)):
                here = kicked(self._graph, here, ways, self._dice)
            self._descend(here, within, ways)

    def _ways(self, spreads: Iterable[Spread], reduced: Vector | None) -> list[int]:
        """The links that are worth a try: between sites that are used, what adds least first."""
        used = {link for spread in spreads for tree in spread.trees for _, link in tree}
        sites = {self._graph.source, *self._graph.wanted}
        sites |= {self._graph.heads[link] for link in used}
        added = self._graph.dollars if reduced is None else reduced
        order = np.argsort(added, kind="stable").tolist()
        inner = [n for n in order if {self._graph.heads[n], self._graph.tails[n]} <= sites]
        return inner[:WAYS]


def _even(value: float) -> float:
    """Without what sums in another order differ by."""
    return float(f"{value:.9g}")
