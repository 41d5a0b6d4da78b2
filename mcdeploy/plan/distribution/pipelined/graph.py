"""The network in numbers: sites and links by their place in lists."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.domain.distribution import Link
from mcdeploy.plan.distribution.problem import Problem
from mcdeploy.plan.distribution.reach import reached


@dataclass(frozen=True, slots=True)
class Graph:
    """Per link: its ends, the dollars and the seconds of all bytes over it alone. Per site: the
    seconds in which all bytes leave it or reach it once, and what it costs a second to use it."""

    sites: tuple[str, ...]
    links: tuple[Link, ...]
    source: int
    wanted: tuple[int, ...]
    partitions: int
    tails: tuple[int, ...]
    heads: tuple[int, ...]
    dollars: tuple[float, ...]
    seconds: tuple[float, ...]
    leaving: tuple[float, ...]
    entering: tuple[float, ...]
    running: tuple[float, ...]
    between: Mapping[tuple[int, int], int]
    """By two ends, the cheapest link, the fastest of equals."""

    @property
    def relays(self) -> tuple[int, ...]:
        ends = {self.source, *self.wanted}
        return tuple(site for site in range(len(self.sites)) if site not in ends)

    @property
    def always(self) -> float:
        """Dollars per second of the sites that each plan uses."""
        return sum(self.running[site] for site in (self.source, *self.wanted))

    @property
    def earliest(self) -> float:
        """Seconds in which all bytes leave the source and reach each destination, at least."""
        return max((self.leaving[self.source], *(self.entering[site] for site in self.wanted)))

    @property
    def least_running(self) -> float:
        """Dollars of the sites that each plan uses, as long as it takes at least."""
        return self.always * self.earliest


def graph(problem: Problem) -> Graph:
    """Of the sites that can be reached, in the network's order."""
    size, source = problem.demand.size, problem.demand.source
    there = reached(source, problem.links)
    sites = tuple(name for name in problem.network.sites if name in there)
    links = tuple(link for link in problem.links if link.origin in there)
    number = {name: place for place, name in enumerate(sites)}
    ends = [(number[link.origin], number[link.destination]) for link in links]
    dearest = sorted(links, key=lambda link: (-link.dollars_per_gb, link.bytes_per_second))
    place = {link: index for index, link in enumerate(links)}
    limits = [problem.network.sites[name] for name in sites]
    return Graph(
        sites=sites,
        links=links,
        source=number[source],
        wanted=tuple(number[name] for name in problem.wanted),
        partitions=problem.demand.partitions,
        tails=tuple(tail for tail, _ in ends),
        heads=tuple(head for _, head in ends),
        dollars=tuple(problem.dollars(link) for link in links),
        seconds=tuple(size / link.bytes_per_second for link in links),
        leaving=tuple(size / site.egress for site in limits),
        entering=tuple(size / site.ingress for site in limits),
        running=tuple(site.dollars_per_second for site in limits),
        between={ends[place[link]]: place[link] for link in dearest},
    )
