"""All prices that are known of public regions: those that this version came with, and over them
those that were refreshed on this machine."""

from collections.abc import Mapping
from functools import cache, lru_cache
from types import MappingProxyType

from mcdeploy.catalog import refreshed
from mcdeploy.catalog.refreshed import Stamp
from mcdeploy.catalog.table import rows
from mcdeploy.domain import Price, PriceKey, PriceKind

UNITS = {
    PriceKind.STORAGE: "$/GB-month",
    PriceKind.EGRESS: "$/GB",
    PriceKind.WRITES: "$/10,000 requests",
    PriceKind.READS: "$/10,000 requests",
    PriceKind.TRANSFER: "$/GB",
}

_BASIS = {"list": "list price", "group": "group default"}


def book(kind: PriceKind) -> Mapping[PriceKey, Price]:
    """Every known price of the kind. UsageError: what was refreshed cannot be read."""
    stamp = refreshed.stamp(refreshed.path())
    return _shipped(kind) if stamp is None else _merged(kind, stamp)


@lru_cache(maxsize=2 * len(PriceKind))
def _merged(kind: PriceKind, stamp: Stamp) -> Mapping[PriceKey, Price]:
    return MappingProxyType({**_shipped(kind), **refreshed.prices(stamp)[kind]})


@cache
def _shipped(kind: PriceKind) -> Mapping[PriceKey, Price]:
    return MappingProxyType({_key(row): _price(row, UNITS[kind]) for row in rows(kind.value)})


def _key(row: Mapping[str, str]) -> PriceKey:
    return row["provider"], row.get("code") or row["origin"], row.get("destination", "")


def _price(row: Mapping[str, str], unit: str) -> Price:
    source = f"{_BASIS[row['basis']]}: {row['source']}"
    return Price(float(row["dollars"]), unit, source, row["as_of"])
