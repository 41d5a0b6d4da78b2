"""Plans where a site passes bytes on only when it has all of them: one tree for all partitions.

Small networks are solved by dynamic programming in plain Python, which finds all that is worth
having at once; larger ones by a mixed-integer program.
"""

from mcdeploy.plan.distribution.answer import Found
from mcdeploy.plan.distribution.complete import Complete
from mcdeploy.plan.distribution.problem import Plan, Problem
from mcdeploy.plan.distribution.settle import Ways, settled
from mcdeploy.plan.distribution.star import direct
from mcdeploy.plan.distribution.stored.clock import measured
from mcdeploy.plan.distribution.stored.front import LARGEST, effort, front


def solve(problem: Problem) -> Found:
    """The best plan within the limits. Raises `Infeasible` when there is none."""
    if effort(problem) <= LARGEST:
        return settled(problem, Complete(front(problem)))
    return settled(problem, programmed(problem))


def star(problem: Problem) -> Plan | None:
    """Everything from the source directly; None where a link is missing."""
    links = direct(problem)
    return None if links is None else measured(problem, links)


def programmed(problem: Problem) -> Ways:
    """The ways of a larger network. Raises `UsageError` where HiGHS is not installed."""
    from mcdeploy.plan.distribution.stored.search import Programmed

    return Programmed(problem)
