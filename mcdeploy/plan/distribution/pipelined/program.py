"""Plans with a proof for networks of any size: the relaxation bounds, the search finds."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from math import inf

import numpy as np

from mcdeploy.plan.distribution.answer import Answer
from mcdeploy.plan.distribution.pipelined.flows import Spread, plan
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.growth import in_time
from mcdeploy.plan.distribution.pipelined.limits import Aim
from mcdeploy.plan.distribution.pipelined.moments import longest, moments
from mcdeploy.plan.distribution.pipelined.relaxation import Relaxation, Relaxed
from mcdeploy.plan.distribution.pipelined.search import Search, Within
from mcdeploy.plan.distribution.problem import CLOSE, Plan

MEASURED = 8_000
TIMES = 6
HALVINGS = 6
GROWN = 6
SHORT = 1e-6
PROVEN = 1e-8


class Programmed:
    """`known`: spreads from elsewhere, which nothing that is found is worse than."""

    def __init__(self, graph: Graph, known: tuple[Spread, ...]) -> None:
        self._graph, self._known = graph, known
        self._earliest, self._longest = graph.earliest, longest(graph)
        self._moments = moments(graph)
        self._search = Search(graph, MEASURED)
        for spread in known:
            self._search.know(spread)

    def cheapest(self, deadline: float | None, budget: float | None) -> Answer:
        within = _within(deadline, budget)
        latest = min(within.deadline, self._longest)
        if latest < self._earliest * (1 - CLOSE):
            return Answer(None, inf)
        relaxation = Relaxation(self._graph, self._aim(latest, whole=deadline is not None))
        relaxed = relaxation.solve()
        if relaxed.short > SHORT and self._impossible(latest, inf):
            return Answer(None, inf)
        self._search.afresh(MEASURED)
        for effort in self._efforts(relaxation, relaxed, within):
            effort()
            best = self._search.best(within)
            if best is not None and self._search.met[best].dollars <= relaxed.bound * (1 + PROVEN):
                break
        return Answer(self._plan(self._search.best(within)), relaxed.bound)

    def _efforts(
        self, relaxation: Relaxation, relaxed: Relaxed, within: Within
    ) -> Iterator[Callable[[], None]]:
        """Ways to find a plan, the most promising first."""
        yield partial(self._search.follow, relaxed, within)
        if within.deadline < inf:
            yield partial(self._grow, within.deadline, within)
        else:
            for seconds in self._times(relaxed, within):
                yield partial(self._follow_at, relaxation, seconds, within)
        yield partial(self._search.kick, within, relaxed.reduced)

    def _follow_at(self, relaxation: Relaxation, seconds: float, within: Within) -> None:
        self._search.follow(relaxation.at(seconds), within)

    def fastest(self, budget: float | None) -> Answer:
        within = _within(None, budget)
        self._search.afresh(MEASURED)
        first = self._moment(self._earliest)
        self._grow(first, replace(within, deadline=first))
        if self._reached(first, within):
            return Answer(self._plan(self._search.soonest(within)), first)
        low = self._least_seconds(budget)
        if low == inf:
            return Answer(None, inf)
        if budget is not None:
            self.cheapest(None, budget)
        relaxation = Relaxation(self._graph, self._aim(self._longest))
        for goal in self._goals(low, within):
            self._grow(goal, replace(within, deadline=goal))
            self._follow_at(relaxation, goal, replace(within, deadline=goal))
        return Answer(self._plan(self._search.soonest(within)), low)

    def _grow(self, deadline: float, within: Within) -> None:
        """Meet plans that end in time, and cheaper ones near the cheapest of them."""
        grown = list(in_time(self._graph, deadline, GROWN))
        for spread in grown:
            self._search.know(spread)
        for spread in sorted(grown, key=lambda one: self._search.met[one].dollars)[:2]:
            self._search.descend(spread, within)

    def _reached(self, goal: float, within: Within) -> bool:
        best = self._search.soonest(within)
        return best is not None and self._search.met[best].seconds <= goal * (1 + CLOSE)

    def _moment(self, seconds: float) -> float:
        """The first time at which a plan can end, from these seconds on."""
        times = self._moments
        return float(times[min(bisect_left(times, seconds * (1 - CLOSE)), len(times) - 1)])

    def _aim(self, latest: float, *, whole: bool = False) -> Aim:
        links = {link for spread in self._known for tree in spread.trees for _, link in tree}
        return Aim(
            1.0, self._graph.always, self._earliest, latest, whole=whole, links=tuple(sorted(links))
        )

    def _times(self, relaxed: Relaxed, within: Within) -> list[float]:
        """From the earliest to where its time alone makes a plan dearer than the best one known."""
        last = relaxed.seconds
        best = self._search.best(within)
        if best is not None and self._graph.always:
            last += (self._search.met[best].dollars - relaxed.bound) / self._graph.always
        low = self._earliest
        return [float(at) for at in np.linspace(low, max(low, min(last, self._longest)), TIMES)]

    def _goals(self, low: float, within: Within) -> Iterator[float]:
        """The bound, and while it is not reached, times between it and the best that was met."""
        yield low
        for _ in range(HALVINGS):
            best = self._search.soonest(within)
            high = self._longest if best is None else self._search.met[best].seconds
            if high <= low * (1 + CLOSE):
                return
            middle = self._moment((low + high) / 2)
            yield middle
            low = low if self._reached(middle, within) else middle

    def _least_seconds(self, budget: float | None) -> float:
        """A proven bound: the first of the times that a plan can take at all, at which the relaxed
        problem has an answer in whole partitions."""
        most = inf if budget is None else budget
        aim = Aim(0.0, 1.0, self._earliest, self._longest, most)
        relaxed = Relaxation(self._graph, aim).solve()
        if relaxed.short > SHORT and self._impossible(self._longest, most):
            return inf
        first = bisect_left(self._moments, relaxed.bound * (1 - CLOSE))
        while self._impossible(float(self._moments[first]), most):
            first += 1
        return float(self._moments[first])

    def _impossible(self, seconds: float, budget: float) -> bool:
        """Whether it is proven that nothing ends by then."""
        aim = Aim(0.0, 0.0, min(seconds, self._earliest), seconds, budget, whole=True)
        return Relaxation(self._graph, aim).solve().bound > SHORT

    def _plan(self, spread: Spread | None) -> Plan | None:
        return None if spread is None else plan(self._graph, spread)


def _within(deadline: float | None, budget: float | None) -> Within:
    return Within(inf if deadline is None else deadline, inf if budget is None else budget)
