"""Which target to read from, after asking them all."""

from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.domain import Route
from mcdeploy.manifest import Manifest
from mcdeploy.operations.route import routed
from mcdeploy.plan import observe


def checked_route(
    manifest: Manifest, origin: str | None = None, *, connect: Connect = connect
) -> Route:
    """As `route`, after asking every target; those that do not answer come last."""
    with opened(manifest.name, manifest.targets, connect) as clouds:
        seen = observe(clouds.stores, clouds.keys, manifest.channel, None)
    return routed(manifest, origin, {name: one.health for name, one in seen.items()})
