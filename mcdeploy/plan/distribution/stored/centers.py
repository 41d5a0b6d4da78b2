"""The fastest tree where what leaves the source is scarce and what leaves other sites is not.

If the source feeds k sites at once, each link out of it takes at least k shares, and from there on
bytes go by the shortest paths. So the question is which k sites it should feed: every destination
must be near enough to one of them. It is answered by covering destinations with sets (a k-center
problem), exactly; where other sites have limits too, the answer is still a lower bound.
"""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from math import inf

from mcdeploy.domain.distribution import Link
from mcdeploy.plan.distribution.problem import Problem
from mcdeploy.plan.distribution.stored.clock import hop

STEPS = 20_000
"""Of one search for a cover, which then counts as found: the bound stays one."""


@dataclass(frozen=True, slots=True)
class Fed:
    """What the source feeds directly, and the seconds in which all is done if nothing else is
    scarce: no tree is faster."""

    links: tuple[Link, ...]
    seconds: float


def fastest(problem: Problem) -> Fed:
    """The links out of the source to choose; none where the search for them was given up."""
    direct = _direct(problem)
    onward = {link.destination: _onward(problem, link.destination) for link in direct}
    degrees = range(1, min(len(direct), len(problem.wanted)) + 1)
    answers = [_among(problem, direct, onward, degree) for degree in degrees]
    return min(answers, key=lambda fed: fed.seconds, default=Fed((), 0.0))


def _direct(problem: Problem) -> list[Link]:
    """By site the fastest link from the source, the cheapest of equals."""
    best: dict[str, Link] = {}
    for link in problem.links:
        if link.origin == problem.demand.source:
            other = best.setdefault(link.destination, link)
            best[link.destination] = min(
                other, link, key=lambda one: (hop(problem, one, 1), one.dollars_per_gb)
            )
    return list(best.values())


def _onward(problem: Problem, site: str) -> dict[str, float]:
    """Seconds from a site that has all bytes to the others, each link alone."""
    at, line = {site: 0.0}, [(0.0, site)]
    while line:
        seconds, here = heappop(line)
        for link in problem.links if seconds == at[here] else ():
            if link.origin == here:
                there = seconds + hop(problem, link, 0)
                if there < at.get(link.destination, inf):
                    at[link.destination] = there
                    heappush(line, (there, link.destination))
    return at


def _among(
    problem: Problem,
    direct: Sequence[Link],
    onward: Mapping[str, Mapping[str, float]],
    degree: int,
) -> Fed:
    """If the source feeds up to so many, and they share as if it were exactly so many."""
    seconds = [
        [
            hop(problem, link, degree) + onward[link.destination].get(wanted, inf)
            for wanted in problem.wanted
        ]
        for link in direct
    ]
    times = sorted({time for row in seconds for time in row if time < inf})
    first = bisect_left(times, True, key=lambda time: _cover(seconds, time, degree) is not None)
    if first == len(times):
        return Fed((), inf)
    chosen = _cover(seconds, times[first], degree) or ()
    return Fed(tuple(direct[number] for number in chosen), times[first])


def _cover(seconds: list[list[float]], latest: float, most: int) -> tuple[int, ...] | None:
    """Up to so many rows that reach all columns in time; empty where the search was given up."""
    rows = [sum(1 << n for n, time in enumerate(row) if time <= latest) for row in seconds]
    everyone = (1 << len(seconds[0])) - 1
    steps = 0

    def cover(left: int, places: int) -> tuple[int, ...] | None:
        nonlocal steps
        steps += 1
        if not left:
            return ()
        if not places or steps > STEPS:
            return None
        hardest = min(_bits(left), key=lambda bit: sum(1 for row in rows if row & bit))
        for number in sorted(
            (n for n, row in enumerate(rows) if row & hardest),
            key=lambda n: -(rows[n] & left).bit_count(),
        ):
            found = cover(left & ~rows[number], places - 1)
            if found is not None:
                return (number, *found)
        return None

    found = cover(everyone, most)
    return () if found is None and steps > STEPS else found


def _bits(members: int) -> list[int]:
    return [1 << n for n in range(members.bit_length()) if members >> n & 1]
