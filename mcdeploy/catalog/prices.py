"""List prices of the public regions, in US dollars, before discounts and free tiers.

A price is either what the provider lists for the region, or the default of the region's group where
no list price is at hand: `source` begins with "list price" or "group default" and says which. What
a manifest states comes before what was refreshed, and that before what this version came with.
"""

from dataclasses import replace

from mcdeploy.catalog.price_book import book
from mcdeploy.catalog.region import Region, find
from mcdeploy.catalog.zones import zone
from mcdeploy.domain import INTERNET, NO_TARIFF, Price, PriceKind, Tariff

INBOUND = Price(0.0, "$/GB", "list price: bytes into AWS, Azure and Google Cloud", "2022-11-28")
"""What the clouds ask for bytes that come in."""

WITHIN = Price(0.0, "$/GB", "list price: bytes between buckets of one region", "2022-11-28")
"""What they ask for bytes that stay in the region."""


def storage(region: Region | str, tariff: Tariff = NO_TARIFF) -> Price:
    """Dollars per GB-month in the standard class, first tier. UsageError: no such region."""
    return _price(PriceKind.STORAGE, region, tariff)


def egress(region: Region | str, tariff: Tariff = NO_TARIFF) -> Price:
    """Dollars per GB read from the internet, first tier. UsageError: no such region."""
    return _price(PriceKind.EGRESS, region, tariff)


def writes(region: Region | str, tariff: Tariff = NO_TARIFF) -> Price:
    """Dollars per 10,000 write requests, standard class. UsageError: no such region."""
    return _price(PriceKind.WRITES, region, tariff)


def reads(region: Region | str, tariff: Tariff = NO_TARIFF) -> Price:
    """Dollars per 10,000 read requests, standard class. UsageError: no such region."""
    return _price(PriceKind.READS, region, tariff)


def transfer(origin: Region | str, destination: Region | str, tariff: Tariff = NO_TARIFF) -> Price:
    """Dollars per GB from a bucket of one region to one of another, first tier: what the origin's
    provider asks, for bytes that come in are free. To another provider's region that is egress.
    `tariff` is the origin's. UsageError: no such region."""
    here, there = _region(origin), _region(destination)
    if there.id in tariff.transfer:
        return tariff.transfer[there.id]
    if here.id == there.id:
        return WITHIN
    if here.provider == there.provider:
        listed = _between(here, there, (there.code, zone(there).name, "*"))
    elif PriceKind.EGRESS in tariff.prices:
        return tariff.prices[PriceKind.EGRESS]
    else:
        listed = _between(here, there, (f"{INTERNET}{zone(there).name}",))
    return listed or egress(here, tariff)


def _between(here: Region, there: Region, destinations: tuple[str, ...]) -> Price | None:
    """The most particular price: first of the region itself, then of its zone, then of any."""
    known = book(PriceKind.TRANSFER)
    for origin in (here.code, zone(here).name, "*"):
        for destination in destinations:
            if price := known.get((here.provider, origin, destination)):
                own = _named(here, origin) and _named(there, destination)
                return price if own else _by_default(price)
    return None


def _named(region: Region, place: str) -> bool:
    """Whether a price list that names the place means this region too."""
    return place == region.code or zone(region).listed


def _by_default(price: Price) -> Price:
    """The same, of a region that no list names."""
    return replace(price, source=f"group default: {price.source.partition(': ')[2]}")


def _price(kind: PriceKind, region: Region | str, tariff: Tariff) -> Price:
    if kind in tariff.prices:
        return tariff.prices[kind]
    known = _region(region)
    return book(kind)[known.provider, known.code, ""]


def _region(region: Region | str) -> Region:
    return region if isinstance(region, Region) else find(region)


__all__ = [
    "INBOUND",
    "WITHIN",
    "Price",
    "egress",
    "reads",
    "storage",
    "transfer",
    "writes",
]
