"""One target's package of a release, brought here: from others too, where they hold the same."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mcdeploy import replicate
from mcdeploy.clouds import Clouds
from mcdeploy.domain import File, Listener, Release, Trust
from mcdeploy.errors import IntegrityError, McdeployError, StoreError, gravest
from mcdeploy.live import Signed, signed
from mcdeploy.replicate.fetch import Origin

Wanted = Callable[[File], bool]
"""Says of a file whether it is to be brought."""


@dataclass(frozen=True, slots=True)
class Brought:
    """The `files` of the package of `target`, and its signature. `abandoned` are the paths of
    packages of other targets, which could not be brought whole and may have left files behind."""

    target: str
    files: tuple[File, ...]
    signature: bytes
    abandoned: frozenset[str]


def bring(
    clouds: Clouds,
    found: Signed,
    targets: Sequence[str],
    trust: Trust,
    folder: Path,
    listener: Listener,
    wanted: Wanted | None = None,
) -> Brought:
    """Bring the package of the target where the release was `found`; where it cannot be had whole,
    neither there nor from another of these targets that holds the same files, that of the next.

    Raises the gravest error of all when none can be had.
    """
    release = found.release
    errors: list[McdeployError] = []
    abandoned: set[str] = set()
    for target in (found.target, *(name for name in targets if name != found.target)):
        files = tuple(filter(wanted, release.packages[target]))
        try:
            here = found if not errors else signed(clouds, release.id, [target], trust)
            origins = _origins(clouds, release, files, (target, *targets))
            replicate.fetch(files, origins, folder, listener)
        except (StoreError, IntegrityError) as error:
            errors.append(error)
            abandoned |= {file.path for file in files}
        else:
            left = abandoned - {file.path for file in files}
            return Brought(target, files, here.signature, frozenset(left))
    raise gravest(errors)


def _origins(
    clouds: Clouds, release: Release, files: tuple[File, ...], targets: Sequence[str]
) -> tuple[Origin, ...]:
    """The targets that hold all of these files, each once."""
    return tuple(
        Origin(clouds.stores[name], clouds.keys[name].release(release.id))
        for name in dict.fromkeys(targets)
        if set(files) <= set(release.packages[name])
    )
