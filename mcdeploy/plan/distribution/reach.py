"""Which sites the bytes can reach at all."""

from collections.abc import Iterable

from mcdeploy.domain.distribution import Link
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution.problem import Problem


def reached(source: str, links: Iterable[Link]) -> frozenset[str]:
    """All sites to which links lead from the source, itself included."""
    leaving: dict[str, list[str]] = {}
    for link in links:
        leaving.setdefault(link.origin, []).append(link.destination)
    found, waiting = {source}, [source]
    while waiting:
        fresh = set(leaving.get(waiting.pop(), ())) - found
        found |= fresh
        waiting += sorted(fresh)
    return frozenset(found)


def insist(problem: Problem) -> None:
    """Raise `Infeasible`, naming every destination to which no links lead."""
    there = reached(problem.demand.source, problem.links)
    lost = [name for name in problem.wanted if name not in there]
    if lost:
        raise Infeasible(
            ", ".join(lost),
            f"no way leads there from {problem.demand.source}",
            remedy="allow a link to it, or leave it out",
        )
