"""Larger networks: the mixed-integer program, begun with trees that are easily found."""

from collections.abc import Iterator
from dataclasses import replace
from math import inf

from mcdeploy.domain.distribution import Link, Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer, Found, allowed, best, too_dear, too_late
from mcdeploy.plan.distribution.problem import CLOSE, Plan, Problem
from mcdeploy.plan.distribution.star import direct
from mcdeploy.plan.distribution.stored.clock import hop, measured
from mcdeploy.plan.distribution.stored.program import StoredProgram, ordered

FIRST = 200
"""Nodes of a first search, after which a shorter horizon makes the program much stronger."""


def solve(problem: Problem) -> Found:
    """The best plan within the limits, and of plans as good the one that is better in the other
    respect, as far as is easily found. Raises `Infeasible` when there is none."""
    if problem.objective.optimize is Optimize.TIME:
        found = _fastest(problem)
    else:
        found = _cheapest(problem)
    if found.plan is None or not allowed(found.plan, problem.objective):
        raise _refusal(problem)
    return Found(_refined(problem, found.plan), found.bound)


def _refusal(problem: Problem) -> Exception:
    """What a plan lacks: money, or the time that the money buys."""
    unlimited = replace(problem, objective=Objective())
    cheapest = _cheapest(unlimited)
    budget = problem.objective.budget
    if budget is not None and cheapest.bound > budget * (1 + CLOSE):
        return too_dear(problem, cheapest)
    hurried = replace(problem, objective=Objective(Optimize.TIME, budget=budget))
    return too_late(problem, _fastest(hurried))


def _cheapest(problem: Problem) -> Answer:
    """Least dollars before the deadline, whatever the budget."""
    timed = replace(problem, objective=Objective(deadline=problem.objective.deadline))
    horizon = min(_longest(problem), problem.objective.deadline or inf)
    answer = StoredProgram(problem, horizon).least_dollars(problem.objective.deadline)
    return Answer(best((answer.plan, *_easy(problem)), timed.objective), answer.bound)


def _fastest(problem: Problem) -> Answer:
    """Least seconds within the budget, whatever the deadline."""
    budget = problem.objective.budget
    hurried = Objective(Optimize.TIME, budget=budget)
    known = best(_easy(problem), hurried)
    first = StoredProgram(problem, _horizon(problem, known)).least_seconds(budget, FIRST)
    known = best((known, first.plan), hurried)
    if known is None or first.bound >= known.seconds * (1 - CLOSE):
        return Answer(known, first.bound)
    again = StoredProgram(problem, known.seconds).least_seconds(budget)
    return Answer(best((known, again.plan), hurried), max(first.bound, again.bound))


def _refined(problem: Problem, plan: Plan) -> Plan:
    """Of plans that have as little of what is optimized, one that has less of the other."""
    tight = StoredProgram(problem, plan.seconds)
    if problem.objective.optimize is Optimize.TIME:
        other = tight.least_dollars(plan.seconds, FIRST).plan
    else:
        other = tight.least_seconds(plan.dollars, FIRST).plan
    limits = Objective(problem.objective.optimize, plan.seconds, plan.dollars)
    second = Optimize.COST if limits.optimize is Optimize.TIME else Optimize.TIME
    return best((plan, other), replace(limits, optimize=second)) or plan


def _horizon(problem: Problem, known: Plan | None) -> float:
    return _longest(problem) if known is None else known.seconds


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
