"""Which release is live: what the targets' pointers say."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from mcdeploy import plan as planning
from mcdeploy import replicate, signature
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Health, Observation, Pointer, Release, Trust, quiet
from mcdeploy.errors import (
    IntegrityError,
    McdeployError,
    SignatureError,
    StoreError,
    Unavailable,
    UsageError,
    gravest,
    only_unavailable,
    reasons,
)
from mcdeploy.records import pointer
from mcdeploy.records import release as records
from mcdeploy.records.keys import RELEASE
from mcdeploy.replicate.fetch import Origin
from mcdeploy.store.objects import get


def observed(clouds: Clouds, channel: str) -> dict[str, Observation]:
    """What each target's pointer says. Raises `Unavailable` when none answers, and what else a
    store may raise."""
    seen = planning.pointers(clouds.stores, clouds.keys, channel)
    if not lit(seen):
        raise nobody("observe", dark(seen))
    return seen


def readable(clouds: Clouds, channel: str) -> dict[str, Observation]:
    """The same for a reader, who needs one target and may have credentials for no other: those
    that cannot be read, whatever the reason, are dark. Raises when all are."""
    seen = planning.look(clouds.stores, clouds.keys, channel)
    if not lit(seen):
        only_unavailable({name: one.error for name, one in seen.items() if one.error is not None})
        raise nobody("observe", dark(seen))
    return seen


def nobody(operation: str, why: Mapping[str, str]) -> Unavailable:
    """The error when no target answers."""
    return Unavailable(
        "every target", operation, reasons(why), remedy="check the network and the credentials"
    )


def dark(seen: Mapping[str, Observation]) -> dict[str, str]:
    """The reason of each target that could not be read."""
    return {name: one.reason for name, one in seen.items() if one.health is Health.DARK}


def lit(seen: Mapping[str, Observation]) -> list[str]:
    """The names of the targets that answered."""
    return [name for name, one in seen.items() if one.health is not Health.DARK]


def completed(
    clouds: Clouds, release: str, seen: Mapping[str, Observation]
) -> dict[str, Observation]:
    """The same, and which files of the release are there. Who was dark is not waited for again."""
    there = clouds.only(lit(seen))
    return {**seen, **planning.complete(there.stores, there.keys, release, seen)}


def latest(seen: Mapping[str, Observation]) -> Pointer | None:
    """The pointer that is live; None where nothing was ever released."""
    return pointer.latest(one.pointer for one in seen.values() if one.pointer is not None)


def released(deployment: str, seen: Mapping[str, Observation]) -> Pointer:
    """The same, where there must be one. Raises `UsageError`."""
    live = latest(seen)
    if live is None:
        raise UsageError(
            deployment,
            f"nothing was released yet{unread(seen)}",
            remedy="run `mcdeploy apply` first",
        )
    return live


def unread(seen: Mapping[str, Observation]) -> str:
    """What to add where nothing is live: that some targets could not be read, and why."""
    return f" on a target that can be read ({reasons(dark(seen))})" if dark(seen) else ""


def told(release: str) -> str:
    """How people are told of a release."""
    return f"release {release[:12]}"


def made_for(release: Release, names: Iterable[str]) -> list[str]:
    """Those of these targets that the release was made for. Raises `UsageError` when none is."""
    given = list(names)
    found = [name for name in given if name in release.packages]
    if not found:
        raise UsageError(
            told(release.id),
            f"was made for the targets {', '.join(sorted(release.packages))}, and none of"
            f" {', '.join(sorted(given))} is among them",
            remedy="give the targets the names back that they had, or apply the manifest as it is",
        )
    return found


@dataclass(frozen=True, slots=True)
class Signed:
    """A release as the target has it, and the signature that lies there (empty: nobody asked)."""

    release: Release
    target: str
    signature: bytes


def document(clouds: Clouds, release: str, order: Iterable[str], trust: Trust) -> Release:
    """The release's own document; see `signed`."""
    return signed(clouds, release, order, trust).release


def signed(clouds: Clouds, release: str, order: Iterable[str], trust: Trust) -> Signed:
    """The release's own document and its signature, from the first of these targets that has both,
    and where somebody trusted has signed it.

    Raises the gravest error when none has: a `StoreError` or an `IntegrityError`, of which
    `SignatureError` is one.
    """
    errors: list[McdeployError] = []
    for name in order:
        try:
            return _signed(clouds, release, name, trust)
        except (StoreError, IntegrityError) as error:
            errors.append(error)
    raise gravest(errors or [UsageError(release, "there is no target to read it from")])


def _signed(clouds: Clouds, release: str, name: str, trust: Trust) -> Signed:
    store, keys = clouds.stores[name], clouds.keys[name]
    data, _ = get(store, keys.file(release, RELEASE))
    found = records.parse(release, data, name)
    if not trust.required:
        return Signed(found, name, b"")
    if found.deployment != keys.deployment:
        raise SignatureError(
            name, f"{told(release)} is one of {found.deployment}, and not of {keys.deployment}"
        )
    bundle = signature.read(store, keys, release)
    signature.check_document(bundle, found, name, trust)
    return Signed(found, name, bundle)


def file(clouds: Clouds, release: Release, path: str, folder: Path) -> Path | None:
    """One of its files, brought below the folder and verified by its digest, from the first of
    these targets that has it; None where the release has no such file.

    Raises the last target's error when none has it: a `StoreError` or an `IntegrityError`.
    """
    there = clouds.only([name for name in clouds.stores if name in release.packages])
    for name in there.stores:
        for held in release.packages[name]:
            if held.path == path:
                origins = tuple(
                    Origin(store, there.keys[other].release(release.id))
                    for other, store in there.stores.items()
                )
                replicate.fetch((held,), origins, folder, quiet)
                return folder / path
    return None
