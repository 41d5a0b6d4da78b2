"""Plans where a site passes bytes on while they arrive: several trees, each for some partitions.

Tiny networks are solved by looking at every plan, in plain Python; larger ones by a linear program
that bounds all plans, and a search for plans near it.
"""

from mcdeploy.plan.distribution.answer import Found
from mcdeploy.plan.distribution.complete import Complete
from mcdeploy.plan.distribution.pipelined.exhaustive import listed, plans
from mcdeploy.plan.distribution.pipelined.flows import Spread, plan
from mcdeploy.plan.distribution.pipelined.graph import Graph, graph
from mcdeploy.plan.distribution.problem import Plan, Problem
from mcdeploy.plan.distribution.settle import Ways, settled
from mcdeploy.plan.distribution.star import direct


def solve(problem: Problem) -> Found:
    """The best plan within the limits. Raises `Infeasible` when there is none."""
    return settled(problem, _ways(problem))


def star(problem: Problem) -> Plan | None:
    """Everything from the source directly; None where a link is missing."""
    known = graph(problem)
    naive = _star(problem, known)
    return None if naive is None else plan(known, naive)


def programmed(problem: Problem) -> Ways:
    """The ways of a larger network. Raises `UsageError` where HiGHS is not installed."""
    from mcdeploy.plan.distribution import highs  # noqa: F401 - it says what is missing
    from mcdeploy.plan.distribution.pipelined.program import Programmed

    known = graph(problem)
    naive = _star(problem, known)
    return Programmed(known, () if naive is None else (naive,))


def _ways(problem: Problem) -> Ways:
    known = graph(problem)
    trees = listed(known)
    if trees is None:
        return programmed(problem)
    return Complete(plans(known, trees))


def _star(problem: Problem, graph: Graph) -> Spread | None:
    links = direct(problem)
    if links is None:
        return None
    number = {link: place for place, link in enumerate(graph.links)}
    tree = sorted((graph.heads[number[link]], number[link]) for link in links)
    return Spread((tuple(tree),), (graph.partitions,))
