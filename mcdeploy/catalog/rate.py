"""How fast bytes go from one region to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mcdeploy.catalog.distance import kilometres
from mcdeploy.catalog.region import Region, find
from mcdeploy.catalog.table import rows


@dataclass(frozen=True, slots=True)
class Rate:
    """Bytes per second between two clouds, up to so many kilometres: the median of the measured
    `pairs` of regions, where that stands, and the ISO date of the measurement."""

    bytes_per_second: float
    kilometres: float
    pairs: int
    source: str
    as_of: str


def bytes_per_second(origin: Region | str, destination: Region | str) -> float:
    """See `rate`."""
    return rate(origin, destination).bytes_per_second


def rate(origin: Region | str, destination: Region | str) -> Rate:
    """The estimate for one copy, as one virtual machine at each end can send and take it: the
    median of the pairs of these two clouds that are about as far from each other.

    On pairs of regions that it was not taken from the median relative error is 5.0 %, the 90th
    percentile 44 % (4,970 pairs of 2022-11-28, five folds). Storage may be slower, and more
    machines are faster. UsageError: no such region.
    """
    here, there = _region(origin), _region(destination)
    bands = _bands()[here.provider, there.provider]
    away = kilometres(here.place, there.place)
    return next(band for band in bands if away <= band.kilometres)


@cache
def _bands() -> Mapping[tuple[str, str], tuple[Rate, ...]]:
    """By the two providers, the nearest first; the farthest holds everything on earth."""
    found: dict[tuple[str, str], tuple[Rate, ...]] = {}
    for row in rows("rates"):
        clouds = row["origin"], row["destination"]
        found[clouds] = (*found.get(clouds, ()), _rate(row))
    return MappingProxyType(found)


def _rate(row: Mapping[str, str]) -> Rate:
    return Rate(
        bytes_per_second=float(row["megabytes_per_second"]) * 1e6,
        kilometres=float(row["kilometres"]),
        pairs=int(row["pairs"]),
        source=row["source"],
        as_of=row["as_of"],
    )


def _region(region: Region | str) -> Region:
    return region if isinstance(region, Region) else find(region)
