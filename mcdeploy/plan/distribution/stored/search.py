"""Larger networks: the mixed-integer program, begun with trees that are easily found."""

from collections.abc import Iterator
from math import inf

from mcdeploy.domain.distribution import Link, Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer, best
from mcdeploy.plan.distribution.problem import CLOSE, Plan, Problem
from mcdeploy.plan.distribution.star import direct
from mcdeploy.plan.distribution.stored.clock import hop, measured
from mcdeploy.plan.distribution.stored.program import NODES, StoredProgram, ordered

FIRST = 200
"""Nodes of a first search, after which a shorter horizon makes the program much stronger."""


class Programmed:
    """Of plans as good the one that is better in the other respect, as far as is easily found."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._easy = tuple(_easy(problem))
        self._longest = _longest(problem)

    def cheapest(self, deadline: float | None, budget: float | None) -> Answer:  # noqa: ARG002
        """It does without the budget: what is cheapest at all shows whether it is enough."""
        horizon = min(self._longest, inf if deadline is None else deadline)
        answer = StoredProgram(self._problem, horizon).least_dollars(deadline, NODES)
        found = best((answer.plan, *self._easy), Objective(Optimize.COST, deadline))
        if found is not None:
            tight = StoredProgram(self._problem, found.seconds)
            faster = tight.least_seconds(found.dollars, FIRST).plan
            limits = Objective(Optimize.TIME, found.seconds, found.dollars)
            found = best((found, faster), limits)
        return Answer(found, answer.bound)

    def fastest(self, budget: float | None) -> Answer:
        wish = Objective(Optimize.TIME, budget=budget)
        known = best(self._easy, wish)
        horizon = self._longest if known is None else known.seconds
        first = StoredProgram(self._problem, horizon).least_seconds(budget, FIRST)
        found = best((known, first.plan), wish)
        if found is None:
            return first
        tight = StoredProgram(self._problem, found.seconds)
        second = first
        if first.bound < found.seconds * (1 - CLOSE):
            second = tight.least_seconds(budget, NODES)
            found = best((found, second.plan), wish) or found
        cheaper = tight.least_dollars(found.seconds, FIRST).plan
        limits = Objective(Optimize.COST, found.seconds, budget)
        return Answer(best((found, cheaper), limits), max(first.bound, second.bound))


def _longest(problem: Problem) -> float:
    """Seconds in which any tree is done: each site has one link in, and each origin few enough."""
    slowest: dict[str, float] = {}
    sites = len(problem.wanted) + len(problem.relays)
    for link in problem.links:
        seconds = hop(problem, link, sites)
        slowest[link.destination] = max(seconds, slowest.get(link.destination, 0.0))
    return sum(slowest.values())


def _easy(problem: Problem) -> Iterator[Plan]:
    """The star, and the tree of shortest paths by the seconds of each link alone."""
    naive = direct(problem)
    if naive is not None:
        yield measured(problem, naive)
    yield measured(problem, _shortest(problem))


def _shortest(problem: Problem) -> tuple[Link, ...]:
    at = {problem.demand.source: 0.0}
    found: list[Link] = []
    while ahead := [
        (at[link.origin] + hop(problem, link, 1), number)
        for number, link in enumerate(problem.links)
        if link.origin in at and link.destination not in at
    ]:
        seconds, number = min(ahead)
        found.append(problem.links[number])
        at[problem.links[number].destination] = seconds
    return ordered(problem, found)
