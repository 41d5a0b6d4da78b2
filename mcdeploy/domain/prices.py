"""What things cost, as far as somebody says so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class PriceKind(StrEnum):
    """What a price is for."""

    STORAGE = "storage"
    EGRESS = "egress"
    WRITES = "writes"
    READS = "reads"
    TRANSFER = "transfer"


PriceKey = tuple[str, str, str]
"""The provider, where its price applies, and for a transfer where the bytes go (else empty). Both
places are codes of regions, names of zones, or `*`; a zone after `internet:` is anybody's there."""

INTERNET = "internet:"


@dataclass(frozen=True, slots=True)
class Price:
    """Dollars per unit, where that stands, and the ISO date on which it stood there (empty for what
    a manifest states: that stands there now)."""

    dollars: float
    unit: str
    source: str
    as_of: str


@dataclass(frozen=True, slots=True)
class Tariff:
    """The prices of one region that a manifest states in place of the catalogue's: by kind, and for
    bytes to another region by that one's id."""

    prices: Mapping[PriceKind, Price] = field(default_factory=dict)
    transfer: Mapping[str, Price] = field(default_factory=dict)


NO_TARIFF = Tariff()
"""The manifest says nothing of the region's prices."""
