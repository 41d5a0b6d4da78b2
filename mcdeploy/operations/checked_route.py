"""Which target to read from, after asking them all."""

from dataclasses import replace

from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.domain import Choice, Route
from mcdeploy.live import readable
from mcdeploy.manifest import Manifest
from mcdeploy.operations.route import routed


def checked_route(
    manifest: Manifest, origin: str | None = None, *, connect: Connect = connect
) -> Route:
    """As `route`, after asking every target; those that cannot be read come last, with the
    reason. Raises `Unavailable` when none can."""
    with opened(manifest.name, manifest.targets, connect) as clouds:
        seen = readable(clouds, manifest.channel)
    decided = routed(manifest, origin, {name: one.health for name, one in seen.items()})
    choices = tuple(_told(choice, seen[choice.target].reason) for choice in decided.choices)
    return replace(decided, choices=choices)


def _told(choice: Choice, reason: str) -> Choice:
    return replace(choice, why=f"{choice.why} ({reason})") if reason else choice
