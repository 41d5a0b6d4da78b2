"""Larger networks: the mixed-integer program, begun with trees that are easily found."""

from collections.abc import Iterator, Sequence
from math import inf

from mcdeploy.domain.distribution import Link, Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer, best
from mcdeploy.plan.distribution.highs import TOLERANCE
from mcdeploy.plan.distribution.problem import Plan, Problem
from mcdeploy.plan.distribution.star import direct
from mcdeploy.plan.distribution.stored import centers
from mcdeploy.plan.distribution.stored.clock import hop, measured
from mcdeploy.plan.distribution.stored.program import NODES, StoredProgram, ordered

FIRST = 200
"""Nodes of a first search, after which a shorter horizon makes the program much stronger."""


class Programmed:
    """Of plans as good the one that is better in the other respect, as far as is easily found."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        fed = centers.fastest(problem)
        self._bound = fed.seconds
        self._easy = tuple(_easy(problem, fed.links))
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
        found = best(self._easy, wish)
        bound = self._bound
        for nodes in (FIRST, NODES):
            if found is not None and bound >= found.seconds * (1 - 2 * TOLERANCE):
                break
            horizon = self._longest if found is None else found.seconds
            answer = StoredProgram(self._problem, horizon).least_seconds(budget, nodes)
            found, bound = best((found, answer.plan), wish), max(bound, answer.bound)
        return Answer(found and self._cheaper(found, budget), bound)

    def _cheaper(self, found: Plan, budget: float | None) -> Plan:
        tight = StoredProgram(self._problem, found.seconds)
        cheaper = tight.least_dollars(found.seconds, FIRST).plan
        return best((found, cheaper), Objective(Optimize.COST, found.seconds, budget)) or found


def _longest(problem: Problem) -> float:
    """Seconds in which any tree is done: each site has one link in, and each origin few enough."""
    slowest: dict[str, float] = {}
    sites = len(problem.wanted) + len(problem.relays)
    for link in problem.links:
        seconds = hop(problem, link, sites)
        slowest[link.destination] = max(seconds, slowest.get(link.destination, 0.0))
    return sum(slowest.values())


def _easy(problem: Problem, fed: Sequence[Link]) -> Iterator[Plan]:
    """The star, and trees of shortest paths by the seconds of each link alone: from the source, and
    from those whom it feeds best."""
    naive = direct(problem)
    if naive is not None:
        yield measured(problem, naive)
    yield measured(problem, _shortest(problem, problem.links))
    if fed:
        onward = [link for link in problem.links if link.origin != problem.demand.source]
        yield measured(problem, _shortest(problem, (*fed, *onward)))


def _shortest(problem: Problem, links: Sequence[Link]) -> tuple[Link, ...]:
    children = sum(link.origin == problem.demand.source for link in links)
    at = {problem.demand.source: 0.0}
    found: list[Link] = []
    while ahead := [
        (at[link.origin] + hop(problem, link, _sharing(problem, link, children)), number)
        for number, link in enumerate(links)
        if link.origin in at and link.destination not in at
    ]:
        seconds, number = min(ahead)
        found.append(links[number])
        at[links[number].destination] = seconds
    return ordered(problem, found)


def _sharing(problem: Problem, link: Link, children: int) -> int:
    return children if link.origin == problem.demand.source else 1
