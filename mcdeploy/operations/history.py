"""What was released on a channel, oldest first."""

from dataclasses import dataclass

from mcdeploy import release
from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.errors import Unavailable
from mcdeploy.manifest import Manifest
from mcdeploy.release import Move


@dataclass(frozen=True, slots=True)
class History:
    """The moves of a channel's pointer, and the targets that could not be asked."""

    deployment: str
    channel: str
    moves: tuple[Move, ...]
    dark: dict[str, str]


def history(manifest: Manifest, *, connect: Connect = connect) -> History:
    """The union of what the targets remember. Raises `Unavailable` when none answers."""
    with opened(manifest.name, manifest.targets, connect) as clouds:
        moves, dark = release.history(clouds.stores, clouds.keys, manifest.channel)
    if len(dark) == len(manifest.targets):
        reasons = "; ".join(f"{name}: {reason}" for name, reason in sorted(dark.items()))
        raise Unavailable("every target", "history", reasons, remedy="check the network")
    return History(manifest.name, manifest.channel, moves, dark)
