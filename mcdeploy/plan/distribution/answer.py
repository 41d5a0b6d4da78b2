"""What a way of solving hands over: a plan with a proof, or the proof that there is none."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor, inf, log10

from mcdeploy.domain.distribution import Objective, Optimize
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution.problem import Plan, Problem, at_most


@dataclass(frozen=True, slots=True)
class Answer:
    """A plan, if one was found, and a proven lower bound on what was to be least: infinite where it
    is proven that there is no plan."""

    plan: Plan | None
    bound: float = inf


@dataclass(frozen=True, slots=True)
class Found:
    """A plan within the limits, and a proven lower bound on what was to be least."""

    plan: Plan
    bound: float


def amount(plan: Plan, optimize: Optimize) -> tuple[float, float]:
    """What is to be least, and what decides between equals."""
    if optimize is Optimize.COST:
        return plan.dollars, plan.seconds
    return plan.seconds, plan.dollars


def allowed(plan: Plan, objective: Objective) -> bool:
    return at_most(plan.seconds, objective.deadline) and at_most(plan.dollars, objective.budget)


def best(plans: Iterable[Plan | None], objective: Objective) -> Plan | None:
    """The one of least amount within the limits, the first of equals."""
    within = [plan for plan in plans if plan is not None and allowed(plan, objective)]
    return min(within, key=lambda plan: amount(plan, objective.optimize), default=None)


def too_late(problem: Problem, fastest: Answer) -> Infeasible:
    """`fastest`: of the plans within the budget."""
    deadline, budget = problem.objective.deadline, problem.objective.budget
    within = "" if budget is None else f" for ${budget:.6g} or less"
    return Infeasible(
        problem.demand.source,
        f"no plan {_proven(fastest.bound, deadline)}ends within {deadline:.6g} s{within};"
        f" none takes less than {fastest.bound:.6g} s",
        remedy="allow more time or money"
        if fastest.plan is None
        else f"a deadline of {_above(fastest.plan.seconds):.6g} s can be met{within}",
    )


def too_dear(problem: Problem, cheapest: Answer) -> Infeasible:
    """`cheapest`: of all plans."""
    budget = problem.objective.budget
    return Infeasible(
        problem.demand.source,
        f"no plan {_proven(cheapest.bound, budget)}costs ${budget:.6g} or less;"
        f" none costs less than ${cheapest.bound:.6g}",
        remedy="allow more money"
        if cheapest.plan is None
        else f"a budget of ${_above(cheapest.plan.dollars):.6g} can be met",
    )


def _proven(bound: float, limit: float | None) -> str:
    return "was found that " if at_most(bound, limit) else ""


def _above(value: float) -> float:
    """Not less, with six digits: what is advised must be enough."""
    if not value:
        return value
    step = 10.0 ** (floor(log10(value)) - 5)
    return ceil(value / step) * step
