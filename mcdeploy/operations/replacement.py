"""What targets lack of an old release, and who still holds it."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mcdeploy import replicate
from mcdeploy.clouds import Clouds
from mcdeploy.domain import File, Health, Observation, Release
from mcdeploy.errors import NotFound, StoreError
from mcdeploy.live import told
from mcdeploy.records.keys import RELEASE
from mcdeploy.store.digest import chunks, pieces


def obtainable(release: Release, seen: Mapping[str, Observation]) -> dict[str, Observation]:
    """What was seen; but a target that lacks a file of its own package, which no target that
    answers holds, cannot have this release now: it waits, as one that is dark."""
    return {name: _judged(release, one, seen) for name, one in seen.items()}


def _judged(release: Release, one: Observation, seen: Mapping[str, Observation]) -> Observation:
    lost = [
        file.path
        for file in release.packages.get(one.target, ())
        if one.health is not Health.DARK and not _holders(release, seen, file)
    ]
    if not lost:
        return one
    what = f"no target that answers holds {lost[0]} of {told(release.id)}"
    reason = f"{what}; apply the manifest that made it once more"
    return replace(one, health=Health.DARK, reason=reason)


def _holders(
    release: Release, seen: Mapping[str, Observation], file: File
) -> list[tuple[str, str]]:
    """Target and path, wherever the same content lies, under whatever name."""
    return [
        (name, held.path)
        for name, one in seen.items()
        for held in release.packages.get(name, ())
        if held.checksums.sha256 == file.checksums.sha256 and one.sizes.get(held.path) == file.size
    ]


def source(clouds: Clouds, release: Release, seen: Mapping[str, Observation]) -> replicate.Source:
    """The bytes of the release as they lie on the targets that have them."""

    def pieces_of(target: str, file: File, size: int) -> Iterator[bytes]:
        if file.path == RELEASE:
            return chunks(release.document, size)
        if copies := _copies(clouds, release, seen, file):
            sound = (copy for copy in copies if _sound(copy, file))
            return pieces(replicate.stream(file, sound), size)
        raise NotFound(
            target,
            "read",
            f"no target that answers holds {file.path} of release {release.id[:12]}",
            remedy="apply the manifest that made this release once more",
        )

    return pieces_of


def _copies(
    clouds: Clouds, release: Release, seen: Mapping[str, Observation], file: File
) -> list[replicate.Copy]:
    return [
        replicate.Copy(clouds.stores[name], clouds.keys[name].file(release.id, path))
        for name, path in _holders(release, seen, file)
    ]


def _sound(copy: replicate.Copy, file: File) -> bool:
    """Unless the store itself knows that its bytes are others; one that fails here is left to be
    read, which says why."""
    try:
        return copy.store.head(copy.key).checksums.agree(file.checksums) is not False
    except StoreError:
        return True
