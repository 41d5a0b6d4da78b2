"""Zones: the regions of a provider that its price lists treat alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from mcdeploy.catalog.region import Region
from mcdeploy.catalog.table import rows


@dataclass(frozen=True, slots=True)
class Zone:
    """`listed` says that a price list has the region in this zone; else that is assumed."""

    name: str
    listed: bool


def zone(region: Region) -> Zone:
    """The zone of a region of the catalogue."""
    return _zones()[region.id]


@cache
def _zones() -> Mapping[str, Zone]:
    return MappingProxyType(
        {
            f"{row['provider']}:{row['code']}": Zone(row["zone"], row["basis"] == "list")
            for row in rows("zones")
        }
    )
