"""Take a deployment away from every target, with all its releases and its history."""

from collections.abc import Callable
from dataclasses import dataclass

from mcdeploy import release
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import Began, Listener, quiet
from mcdeploy.errors import McdeployError, Partial
from mcdeploy.manifest import Manifest
from mcdeploy.release import Remains

Approve = Callable[[tuple[Remains, ...]], bool]
"""Shown what would be deleted; says whether it may be."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What was deleted, and whether anybody allowed it."""

    deployment: str
    remains: tuple[Remains, ...]
    approved: bool


def destroy(
    manifest: Manifest,
    approve: Approve,
    *,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Destroyed:
    """Delete all that lies below the deployment's name on every target, pointers first. Nothing
    happens without approval. Idempotent: run again, it deletes what is left.

    Raises `Partial` when a target did not answer or could not be emptied; the others are empty.
    """
    with opened(manifest.name, manifest.targets, connect) as clouds:
        listener(Began("destroy", manifest.name))
        found, dark = release.remains(clouds.stores, clouds.keys)
        approved = bool(found) and approve(found)
        failed = _remove(found, clouds) if approved else {}
    left = dark | {name: error.what for name, error in failed.items()}
    if left and (approved or not found):
        reasons = "; ".join(f"{name}: {reason}" for name, reason in sorted(left.items()))
        raise Partial(manifest.name, f"not emptied: {reasons}", remedy="run the same command again")
    return Destroyed(manifest.name, found, approved)


def _remove(found: tuple[Remains, ...], clouds: Clouds) -> dict[str, McdeployError]:
    return release.remove(found, clouds.stores, clouds.keys)
