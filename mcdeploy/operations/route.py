"""Which target to read from, seen from a region."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy import catalog
from mcdeploy import route as routing
from mcdeploy.catalog.residency import violation
from mcdeploy.domain import Health, Place, RoundTrip, Route, Target
from mcdeploy.errors import ResidencyError
from mcdeploy.manifest import Manifest


def route(manifest: Manifest, origin: str | None = None) -> Route:
    """The order in which to try the targets from a region of the catalogue (`aws:us-east-1`, or
    an unambiguous `us-east-1`). Asks nobody: every target's health is unknown.

    Without an origin it is that of the first target with a place. Raises `UsageError` for an
    unknown region, and `ResidencyError` when the manifest forbids the origin or every target.
    """
    return routed(manifest, origin, {})


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the reader is: what people call it, its place, and the id of its region where it is one
    of the catalogue (else empty)."""

    name: str
    place: Place
    region: str = ""


def origin_of(manifest: Manifest, name: str | None) -> Origin:
    """Where the reader is.

    P6: raises `ResidencyError` when the data must not go there.
    """
    if name is not None:
        region = catalog.find(name)
        if (forbidden := violation(region.place, manifest.residency)) is not None:
            raise ResidencyError(
                f"--from {region.id}", forbidden, remedy="read from where the data may be"
            )
        return Origin(region.id, region.place, region.id)
    for target in manifest.targets:
        if target.place is not None:
            return Origin(f"{target.name}, the first target", target.place, _region(target))
    return Origin("nowhere in particular", Place("", (), 0.0, 0.0))


def routed(manifest: Manifest, origin: str | None, health: Mapping[str, Health]) -> Route:
    """The decision, given each target's health. Round trips that were measured count before those
    that are estimated."""
    here = origin_of(manifest, origin)
    return routing.decide(
        here.place,
        here.name,
        manifest.targets,
        manifest.policy,
        manifest.residency,
        health,
        _measured(manifest, here),
    )


def _measured(manifest: Manifest, here: Origin) -> dict[str, RoundTrip]:
    """By name of target."""
    pairs = {target.name: frozenset((here.region, _region(target))) for target in manifest.targets}
    known = manifest.round_trips
    return {name: known[pair] for name, pair in pairs.items() if pair in known}


def _region(target: Target) -> str:
    """The id of its region in the catalogue; empty outside of the providers' own clouds."""
    return f"{target.provider}:{target.region}" if target.public else ""
