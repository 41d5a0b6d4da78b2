"""What is asked for, checked and in the form that all ways of solving it share."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import inf

from mcdeploy.domain.distribution import Demand, Link, Network, Objective, Tree
from mcdeploy.errors import UsageError

GB = 1e9
CLOSE = 1e-9
"""Relative: floating-point sums of the same numbers in another order differ by less."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What a plan takes by the model of time and the prices, without any rounding."""

    dollars: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Plan:
    """Trees and what they take together."""

    trees: tuple[Tree, ...]
    dollars: float
    seconds: float


@dataclass(frozen=True, slots=True)
class Problem:
    """A network without links that no plan needs, and what is asked of it. `wanted` are the
    destinations but the source, each once; `relays` all other sites that a plan may pass."""

    network: Network
    demand: Demand
    objective: Objective
    wanted: tuple[str, ...]
    relays: tuple[str, ...]
    links: tuple[Link, ...]

    def dollars(self, link: Link) -> float:
        """For all bytes over that link."""
        return self.demand.size / GB * link.dollars_per_gb

    def rate(self, link: Link) -> float:
        """Bytes per second that the link and both of its ends allow when it is alone."""
        ends = self.network.sites[link.origin].egress, self.network.sites[link.destination].ingress
        return min(link.bytes_per_second, *ends)

    def running(self, sites: Iterable[str]) -> float:
        """Dollars per second of using these sites."""
        return sum(self.network.sites[site].dollars_per_second for site in sites)


def problem(network: Network, demand: Demand, objective: Objective) -> Problem:
    """Raises `UsageError` when names, sizes, prices or rates cannot be."""
    _check(network, demand, objective)
    source = demand.source
    wanted = tuple(dict.fromkeys(name for name in demand.destinations if name != source))
    links = tuple(dict.fromkeys(link for link in network.links if _useful(link, source)))
    relays = tuple(name for name in network.sites if name != source and name not in wanted)
    return Problem(network, demand, objective, wanted, relays, links)


def _useful(link: Link, source: str) -> bool:
    return link.destination not in (source, link.origin) and link.bytes_per_second > 0


def _check(network: Network, demand: Demand, objective: Objective) -> None:
    ends = [end for link in network.links for end in (link.origin, link.destination)]
    for name in (demand.source, *demand.destinations, *ends):
        if name not in network.sites:
            raise _impossible(name, "is no site of the network")
    if demand.size < 0 or demand.partitions < 1:
        raise _impossible(demand.source, "less than nothing cannot be sent, nor in no partition")
    for link in network.links:
        if not 0 <= link.dollars_per_gb < inf or not link.bytes_per_second >= 0:
            raise _impossible(f"{link.origin} -> {link.destination}", "its price or rate is wrong")
    for name, site in network.sites.items():
        if not (site.ingress > 0 and site.egress > 0 and 0 <= site.dollars_per_second < inf):
            raise _impossible(name, "its limits or its price are wrong")
    for limit in (objective.deadline, objective.budget):
        if limit is not None and not limit >= 0:
            raise _impossible(demand.source, "a deadline or a budget is less than nothing")


def _impossible(who: str, what: str) -> UsageError:
    return UsageError(who, what, remedy="mend the network or the demand that is to be planned")


def at_most(value: float, limit: float | None) -> bool:
    """Whether a limit is kept, up to the error of floating-point sums."""
    return limit is None or value <= limit * (1 + CLOSE)
