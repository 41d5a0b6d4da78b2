"""The naive way: everything from the source to each destination directly."""

from collections.abc import Iterator

from mcdeploy.domain.distribution import Link
from mcdeploy.plan.distribution.problem import Problem


def direct(problem: Problem) -> tuple[Link, ...] | None:
    """The cheapest direct link to each destination, the fastest of equals; None where one is
    missing."""
    links = tuple(_direct(problem))
    return links if len(links) == len(problem.wanted) else None


def _direct(problem: Problem) -> Iterator[Link]:
    for name in problem.wanted:
        ways = [
            link
            for link in problem.links
            if (link.origin, link.destination) == (problem.demand.source, name)
        ]
        if ways:
            yield min(ways, key=lambda link: (link.dollars_per_gb, -link.bytes_per_second))
