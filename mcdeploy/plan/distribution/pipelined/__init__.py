"""Plans where a site passes bytes on while they arrive."""

from mcdeploy.plan.distribution.answer import Found
from mcdeploy.plan.distribution.problem import Plan, Problem


def solve(problem: Problem) -> Found:
    raise NotImplementedError


def star(problem: Problem) -> Plan | None:
    raise NotImplementedError
