"""From what a model of time can find to an answer within the limits, or to a refusal."""

from typing import Protocol

from mcdeploy.domain.distribution import Optimize
from mcdeploy.plan.distribution.answer import Answer, Found, allowed, too_dear, too_late
from mcdeploy.plan.distribution.problem import Problem, at_most


class Ways(Protocol):
    """How one model of time finds plans, and proves that there are none. The bound of each answer
    holds for all plans within the limits that were given."""

    def cheapest(self, deadline: float | None, budget: float | None) -> Answer:
        """Least dollars."""

    def fastest(self, budget: float | None) -> Answer:
        """Least seconds."""


def settled(problem: Problem, ways: Ways) -> Found:
    """The best plan within the limits. Raises `Infeasible` when there is none."""
    wanted = problem.objective
    hurried = wanted.optimize is Optimize.TIME
    answer = (
        ways.fastest(wanted.budget) if hurried else ways.cheapest(wanted.deadline, wanted.budget)
    )
    if answer.plan is not None and allowed(answer.plan, wanted):
        return Found(answer.plan, answer.bound)
    fastest = answer if hurried else ways.fastest(wanted.budget)
    if fastest.plan is not None and allowed(fastest.plan, wanted):
        return Found(fastest.plan, answer.bound)
    cheapest = ways.cheapest(None, None)
    if cheapest.plan is None or not at_most(cheapest.plan.dollars, wanted.budget):
        raise too_dear(problem, cheapest)
    raise too_late(problem, fastest)
