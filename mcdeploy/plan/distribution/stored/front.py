"""Every tree worth having on a small network: no other is both cheaper and faster.

Dynamic programming over sets of sites, as Dreyfus and Wagner's for Steiner trees (Networks 1, 1971,
195-207), with sets of pairs (dollars, seconds) in the place of lengths: what is best below a site
depends on nothing above it but when it has the bytes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TypeVar

from mcdeploy.domain.distribution import Link
from mcdeploy.plan.distribution.problem import Plan, Problem
from mcdeploy.plan.distribution.stored.clock import hop, measured

LARGEST = 4**5
"""Of `effort`, up to which a second is enough in pure Python."""


@dataclass(frozen=True, slots=True)
class Branch:
    """Links below a site, each after the one that feeds it, and what they take from when it has the
    bytes."""

    dollars: float
    seconds: float
    links: tuple[Link, ...] = ()


Worth = TypeVar("Worth", Branch, Plan)


def effort(problem: Problem) -> int:
    """How the work grows: 3 to the number of destinations, times 4 to that of other sites."""
    return int(3 ** len(problem.wanted) * 4 ** len(problem.relays))


def front(problem: Problem) -> tuple[Plan, ...]:
    """The plans of which none is dearer and slower than another, cheapest first."""
    found: list[Plan] = []
    for count in range(len(problem.relays) + 1):
        for relays in combinations(problem.relays, count):
            found += _spanning(problem, (*problem.wanted, *relays))
    return tuple(_best(found))


def _spanning(problem: Problem, sites: tuple[str, ...]) -> list[Plan]:
    """The plans that reach each of these sites and no other."""
    index = {name: 1 << number for number, name in enumerate(sites)}
    leaving = {
        name: tuple(li for li in problem.links if li.origin == name and li.destination in index)
        for name in (problem.demand.source, *sites)
    }

    @cache
    def below(site: str, rest: int) -> tuple[Branch, ...]:
        if not rest:
            return (Branch(0.0, 0.0),)
        return tuple(_best(b for k in _degrees(site, rest) for b in shared(site, rest, k, k)))

    def _degrees(site: str, rest: int) -> range:
        return range(1, min(rest.bit_count(), len(leaving[site])) + 1)

    @cache
    def shared(site: str, rest: int, children: int, left: int) -> tuple[Branch, ...]:
        """What is best when the site feeds `children` in all, `left` of which share the rest."""
        if not left or left > rest.bit_count():
            return () if left or rest else (Branch(0.0, 0.0),)
        return tuple(
            _best(
                _beside(one, other)
                for group in ((rest,) if left == 1 else _parts(rest))
                for one in child(site, group, children)
                for other in shared(site, rest ^ group, children, left - 1)
            )
        )

    @cache
    def child(site: str, group: int, children: int) -> tuple[Branch, ...]:
        return tuple(
            _best(
                _after(problem, link, children, branch)
                for link in leaving[site]
                if index[link.destination] & group
                for branch in below(link.destination, group ^ index[link.destination])
            )
        )

    whole = below(problem.demand.source, (1 << len(sites)) - 1)
    return [measured(problem, branch.links) for branch in whole]


def _parts(rest: int) -> Iterator[int]:
    """All subsets with its lowest member, so that no partition is met twice."""
    lowest = rest & -rest
    others = rest ^ lowest
    part = others
    while True:
        yield part | lowest
        if not part:
            return
        part = (part - 1) & others


def _after(problem: Problem, link: Link, children: int, branch: Branch) -> Branch:
    seconds = hop(problem, link, children) + branch.seconds
    return Branch(problem.dollars(link) + branch.dollars, seconds, (link, *branch.links))


def _beside(one: Branch, other: Branch) -> Branch:
    seconds = max(one.seconds, other.seconds)
    return Branch(one.dollars + other.dollars, seconds, one.links + other.links)


def _best(found: Iterable[Worth]) -> Iterator[Worth]:
    """Those that none of the others matches in both, cheapest first; of equals the first."""
    fastest = float("inf")
    for one in sorted(found, key=lambda one: (one.dollars, one.seconds)):
        if one.seconds < fastest:
            fastest = one.seconds
            yield one
