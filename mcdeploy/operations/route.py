"""Which target to read from, seen from a region."""

from collections.abc import Mapping

from mcdeploy import catalog
from mcdeploy import route as routing
from mcdeploy.catalog.residency import violation
from mcdeploy.domain import Health, Place, Route
from mcdeploy.errors import ResidencyError
from mcdeploy.manifest import Manifest


def route(manifest: Manifest, origin: str | None = None) -> Route:
    """The order in which to try the targets from a region of the catalogue (`aws:us-east-1`, or
    an unambiguous `us-east-1`). Asks nobody: every target's health is unknown.

    Without an origin it is that of the first target with a place. Raises `UsageError` for an
    unknown region, and `ResidencyError` when the manifest forbids the origin or every target.
    """
    return routed(manifest, origin, {})


def origin_of(manifest: Manifest, name: str | None) -> tuple[str, Place]:
    """Where the reader is: its name and its place.

    P6: raises `ResidencyError` when the data must not go there.
    """
    if name is not None:
        region = catalog.find(name)
        if (forbidden := violation(region.place, manifest.residency)) is not None:
            raise ResidencyError(
                f"--from {region.id}", forbidden, remedy="read from where the data may be"
            )
        return region.id, region.place
    for target in manifest.targets:
        if target.place is not None:
            return f"{target.name}, the first target", target.place
    return "nowhere in particular", Place("", (), 0.0, 0.0)


def routed(manifest: Manifest, origin: str | None, health: Mapping[str, Health]) -> Route:
    """The decision, given each target's health."""
    name, place = origin_of(manifest, origin)
    return routing.decide(
        place, name, manifest.targets, manifest.policy, manifest.residency, health
    )
