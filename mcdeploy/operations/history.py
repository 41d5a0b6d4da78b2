"""What was released on a channel, oldest first."""

from dataclasses import dataclass

from mcdeploy import release
from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.errors import only_unavailable
from mcdeploy.live import nobody
from mcdeploy.manifest import Manifest
from mcdeploy.release import Move


@dataclass(frozen=True, slots=True)
class History:
    """The moves of a channel's pointer; `dark` maps each target that could not be read, or that
    holds an entry which cannot, to the reason."""

    deployment: str
    channel: str
    moves: tuple[Move, ...]
    dark: dict[str, str]


def history(manifest: Manifest, *, connect: Connect = connect) -> History:
    """The union of what the targets remember. Raises `Unavailable` when none answers, and what
    else a store may raise when there is nothing to tell besides."""
    with opened(manifest.name, manifest.targets, connect) as clouds:
        moves, errors = release.history(clouds.stores, clouds.keys, manifest.channel)
    if not moves and len(errors) == len(manifest.targets):
        raise nobody("history", only_unavailable(errors))
    dark = {name: error.what for name, error in errors.items()}
    return History(manifest.name, manifest.channel, moves, dark)
