"""What a way between two places costs, how fast it is, and whether bytes may take it. Pure."""

from dataclasses import dataclass
from math import inf

from mcdeploy.catalog import Region, bill, prices, regions, residency
from mcdeploy.catalog.rate import bytes_per_second
from mcdeploy.domain import Machine, Observation, Place, Residency, Target, Tariff

GB = 10**9
"""Of a link, in bytes; the catalogue's is that of the bills, 2^30."""

SIGNED = "https://"
"""Who pulls from URLs that begin so can pull whatever another store signs a URL for."""

LOCAL = "file://"
"""What such a URL names is read and written by this machine, whoever is said to fetch it."""


@dataclass(frozen=True, slots=True)
class End:
    """One end of a way: `region` is that of a public cloud, whose prices and rates are known, and
    `tariff` what the manifest says of them."""

    place: Place | None
    region: Region | None
    tariff: Tariff

    @classmethod
    def of(cls, target: Target) -> "End":
        known = regions().get(f"{target.provider}:{target.region}") if target.public else None
        return cls(target.place, known, target.tariff)

    @classmethod
    def here(cls, machine: Machine) -> "End":
        known = regions().get(machine.region) if machine.region else None
        return cls(machine.place, known, machine.tariff)


def dollars_per_gb(origin: End, destination: End) -> float:
    """What the origin's cloud asks for bytes that leave it, per 10^9; what comes in is free, and so
    is what leaves a place without a list price."""
    if origin.region is None:
        return 0.0
    if destination.region is None:
        price = prices.egress(origin.region, origin.tariff)
    else:
        price = prices.transfer(origin.region, destination.region, origin.tariff)
    return price.dollars * GB / bill.GB


def rate(origin: End, destination: End) -> float:
    """Bytes per second of one copy; without limit where one end is in no public cloud."""
    if origin.region is None or destination.region is None:
        return inf
    return bytes_per_second(origin.region, destination.region)


def allowed(end: End, wanted: Residency) -> bool:
    """P6: whether bytes may be at this end."""
    return residency.violation(end.place, wanted) is None


def pulls(origin: Target, gives: Observation, takes: Observation) -> bool:
    """Whether the one's provider fetches from the other by itself: where it can read there with
    credentials of its own, or from a URL that the other signs. What is in no public cloud may not
    be within its reach, so nobody is sent there by such a URL."""
    own = tuple(prefix for prefix in takes.pulls if prefix not in (SIGNED, LOCAL))
    if f"{origin.location}/".startswith(own):
        return True
    return SIGNED in takes.pulls and gives.signs and origin.public
