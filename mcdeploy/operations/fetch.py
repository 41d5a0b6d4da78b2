"""Bring the live release here, from the best target that answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mcdeploy import signature
from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.domain import (
    Began,
    Event,
    File,
    Health,
    Listener,
    Moved,
    Observation,
    quiet,
)
from mcdeploy.live import dark, made_for, readable, signed, told
from mcdeploy.live.believed import newest
from mcdeploy.manifest import Manifest
from mcdeploy.operations.bringing import Wanted, bring
from mcdeploy.operations.folder import settle
from mcdeploy.operations.route import origin_of, routed


@dataclass(frozen=True, slots=True)
class Fetched:
    """What lies in `folder` now: the files of this release's package for `target`. `served` maps
    each target that bytes were read from to how many, `dark` each that could not be read, or whose
    pointer could not be believed, to the reason."""

    deployment: str
    release: str
    target: str
    folder: Path
    files: tuple[File, ...]
    served: Mapping[str, int]
    dark: Mapping[str, str]


def fetch(
    manifest: Manifest,
    folder: Path,
    origin: str | None = None,
    *,
    wanted: Wanted | None = None,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Fetched:
    """Write the live release's files, its `release.json` and its signature below `folder`, verified
    by their digests and by who signed them, reading from the targets in the order of `route`; when
    one fails in mid-file the next one that has the same file goes on from there, and where none
    has, the package of the next target comes in its place. What an earlier fetch brought and this
    release has not is taken away.

    With `wanted` only those files come, and nothing else in the folder is touched.

    A target that cannot be read, be it dark, without its bucket, or not for these credentials, is
    passed over, and so is one whose pointer leads to a release that nobody trusted has signed.

    Raises `UsageError` when nothing was released, `ResidencyError` when the data may
    not go to the origin, `Unavailable` when no target answers, `IntegrityError` when none has
    right bytes, `SignatureError` when none has them from somebody trusted.
    """
    origin_of(manifest, origin)  # P6: before anybody is asked
    with opened(manifest.name, manifest.targets, connect) as clouds:
        listener(Began("route", origin or ""))
        seen = readable(clouds, manifest.channel)
        tried = order(manifest, origin, seen)
        unread = dark(seen)
        asked = {name: seen[name] for name in (*tried, *unread)}
        trust = signature.trust(manifest.signature)
        live = newest(manifest.name, asked, lambda name: signed(clouds, name, tried, trust))
        found, release = live.read, live.read.release
        listener(Began("fetch", f"{told(release.id)}, first from {found.target}"))
        holders = made_for(release, tried)
        if found.target not in holders:  # it is newer than the release
            found = signed(clouds, release.id, holders, trust)
        served = _Served(listener)
        came = bring(clouds, found, holders, trust, folder, served.listen, wanted)
        if wanted is None:
            settle(folder, release, came)
    unread |= live.passed
    return Fetched(manifest.name, release.id, came.target, folder, came.files, served.sizes, unread)


class _Served:
    """Counts the bytes that each target gave, on their way to the listener."""

    def __init__(self, listener: Listener) -> None:
        self.sizes: dict[str, int] = {}
        self._listener = listener

    def listen(self, event: Event) -> None:
        if isinstance(event, Moved):
            self.sizes[event.target] = self.sizes.get(event.target, 0) + event.size
        self._listener(event)


def order(
    manifest: Manifest, origin: str | None, seen: Mapping[str, Observation]
) -> tuple[str, ...]:
    """The names of the targets to try, best first; those that are dark are not tried."""
    health = {name: one.health for name, one in seen.items()}
    choices = routed(manifest, origin, health).choices
    return tuple(choice.target for choice in choices if choice.health is not Health.DARK)
