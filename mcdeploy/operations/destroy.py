"""Take a deployment away from every target, with all its releases and its history."""

from collections.abc import Callable
from dataclasses import dataclass

from mcdeploy import release
from mcdeploy.clouds import Connect, connect, opened
from mcdeploy.domain import Began, Listener, quiet
from mcdeploy.errors import Partial, only_unavailable, reasons
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

    Raises `Partial` when a target did not answer, and what else a store may raise; the others are
    empty.
    """
    with opened(manifest.name, manifest.targets, connect) as clouds:
        listener(Began("destroy", manifest.name))
        found, errors = release.remains(clouds.stores, clouds.keys)
        only_unavailable(errors)
        approved = bool(found) and approve(found)
        if approved:
            errors |= release.remove(found, clouds.stores, clouds.keys)
    left = only_unavailable(errors)
    if left and (approved or not found):
        raise Partial(
            manifest.name, f"not emptied: {reasons(left)}", remedy="run the same command again"
        )
    return Destroyed(manifest.name, found, approved)
