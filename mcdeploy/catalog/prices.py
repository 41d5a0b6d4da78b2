"""List prices of the public regions, in US dollars, before discounts and free tiers.

A price is either what the provider lists for the region, or the default of the region's group where
no list price is at hand: `source` begins with "list price" or "group default" and says which.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mcdeploy.catalog.region import Region, find
from mcdeploy.catalog.table import rows

_BASIS = {"list": "list price", "group": "group default"}


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per unit, where that stands, and the ISO date on which it stood there."""

    dollars: float
    unit: str
    source: str
    as_of: str


INBOUND = Price(0.0, "$/GB", "list price: bytes into AWS, Azure and Google Cloud", "2022-11-28")
"""What the clouds ask for bytes that come in."""


def storage(region: Region | str) -> Price:
    """Dollars per GB-month in the standard class, first tier. UsageError: no such region."""
    return _prices("storage", "$/GB-month")[_id(region)]


def egress(region: Region | str) -> Price:
    """Dollars per GB read from the internet, first tier. UsageError: no such region."""
    return _prices("egress", "$/GB")[_id(region)]


def writes(region: Region | str) -> Price:
    """Dollars per 10,000 write requests, standard class. UsageError: no such region."""
    return _prices("writes", "$/10,000 requests")[_id(region)]


def _id(region: Region | str) -> str:
    return region.id if isinstance(region, Region) else find(region).id


@cache
def _prices(table: str, unit: str) -> Mapping[str, Price]:
    return MappingProxyType({_region(row): _price(row, unit) for row in rows(table)})


def _region(row: dict[str, str]) -> str:
    return f"{row['provider']}:{row['code']}"


def _price(row: dict[str, str], unit: str) -> Price:
    source = f"{_BASIS[row['basis']]}: {row['source']}"
    return Price(float(row["dollars"]), unit, source, row["as_of"])
