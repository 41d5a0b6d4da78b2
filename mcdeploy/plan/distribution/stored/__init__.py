"""Plans where a site passes bytes on only when it has all of them: one tree for all partitions.

Small networks are solved by dynamic programming in plain Python, which finds all that is worth
having at once; larger ones by a mixed-integer program.
"""

from mcdeploy.plan.distribution.answer import Answer, Found, amount, best, too_dear, too_late
from mcdeploy.plan.distribution.problem import Plan, Problem
from mcdeploy.plan.distribution.star import direct
from mcdeploy.plan.distribution.stored.clock import measured
from mcdeploy.plan.distribution.stored.front import LARGEST, effort, front


def solve(problem: Problem) -> Found:
    """The best plan within the limits. Raises `Infeasible` when there is none."""
    return _small(problem) if effort(problem) <= LARGEST else _large(problem)


def star(problem: Problem) -> Plan | None:
    """Everything from the source directly; None where a link is missing."""
    links = direct(problem)
    return None if links is None else measured(problem, links)


def _small(problem: Problem) -> Found:
    plans = front(problem)
    found = best(plans, problem.objective)
    if found is not None:
        return Found(found, amount(found, problem.objective.optimize)[0])
    cheapest = min(plans, key=lambda plan: plan.dollars)
    budget = problem.objective.budget
    affordable = [plan for plan in plans if budget is None or plan.dollars <= budget]
    if not affordable:
        raise too_dear(problem, Answer(cheapest, cheapest.dollars))
    fastest = min(affordable, key=lambda plan: plan.seconds)
    raise too_late(problem, Answer(fastest, fastest.seconds))


def _large(problem: Problem) -> Found:
    from mcdeploy.plan.distribution.stored import search

    return search.solve(problem)
