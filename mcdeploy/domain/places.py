"""Where a model lives, and where its data may be."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from mcdeploy.domain.packages import PLAIN, Packaging
from mcdeploy.domain.prices import NO_TARIFF, Tariff


@dataclass(frozen=True, slots=True)
class Place:
    """Where on earth a target is. Coordinates in degrees; `jurisdictions` are lower-case codes,
    widest last: a country's own code, then the unions of which it is part."""

    country: str
    jurisdictions: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Target:
    """One place where the model must live, as the manifest names it.

    `settings` belong to the provider and are plain values; `location` is the canonical URL of the
    place, so two targets of one location are one place. `public` says that this is the provider's
    own cloud, so that its regions and list prices apply; a rack or an S3-compatible store is not.
    `package` is what the model is packaged as for this target, `tariff` what the manifest says of
    its region's prices.
    """

    name: str
    provider: str
    location: str
    region: str | None = None
    prefix: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    public: bool = True
    weight: float = 1.0
    package: Packaging = PLAIN
    tariff: Tariff = NO_TARIFF


@dataclass(frozen=True, slots=True)
class Residency:
    """Jurisdictions in which data may be (`allow`; empty means anywhere) and may not be."""

    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine that applies: the `region` of the catalogue in which it stands and the `place` of
    that (None: not known, and what it sends then costs nothing), and how many bytes per second it
    can send, to all targets together. `tariff` is what the manifest says of its region's prices."""

    region: str | None = None
    place: Place | None = None
    uplink: float = 100e6
    tariff: Tariff = NO_TARIFF
