"""Time where a site passes bytes on only when it has all of them."""

from collections import Counter

from mcdeploy.domain.distribution import Link, Tree
from mcdeploy.plan.distribution.problem import Plan, Problem


def hop(problem: Problem, link: Link, children: int) -> float:
    """Seconds of all bytes over a link whose origin feeds so many sites in all: they share what may
    leave it equally."""
    size = problem.demand.size
    return max(size / problem.rate(link), children * size / _egress(problem, link.origin))


def _egress(problem: Problem, site: str) -> float:
    return problem.network.sites[site].egress


def measured(problem: Problem, links: tuple[Link, ...]) -> Plan:
    """The tree of these links, each after the one that feeds it, with its dollars and seconds. It
    has arrived when its last site has."""
    children = Counter(link.origin for link in links)
    at = {problem.demand.source: 0.0}
    for link in links:
        at[link.destination] = at[link.origin] + hop(problem, link, children[link.origin])
    seconds = max(at.values())
    sent = sum(problem.dollars(link) for link in links)
    dollars = sent + seconds * problem.running(at if links else ())
    trees = (Tree(links, problem.demand.partitions),) if links else ()
    return Plan(trees, dollars, seconds)
