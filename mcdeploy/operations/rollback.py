"""Go back to an earlier release. A decision like any other: a new epoch, an old release."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from mcdeploy import plan as planning
from mcdeploy import release as releasing
from mcdeploy import replicate, signature
from mcdeploy.carry_out import carry_out
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import (
    Began,
    File,
    Listener,
    Observation,
    Outcome,
    Plan,
    Release,
    quiet,
)
from mcdeploy.errors import NotFound, StoreError
from mcdeploy.live import completed, document, lit, made_for, observed, released, signatures
from mcdeploy.manifest import Manifest
from mcdeploy.records.keys import RELEASE
from mcdeploy.signature import Seal
from mcdeploy.store.digest import chunks, pieces


def rollback(
    manifest: Manifest,
    to: str | None = None,
    *,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Outcome:
    """Move the channel back to the release named `to` (a unique beginning of its name is enough),
    or to the one before the live one. Trains nothing.

    What a target lacks of that release comes from another target, and what it has is verified
    again before the pointer moves: it may have lain there for long. A signature that is missing
    comes from another target with the same files, or is made anew: the release itself is one that
    somebody trusted has signed. Safe to repeat with `to`.

    Raises `UsageError` when there is no such release, or it was made for other targets, and what
    `apply` raises.
    """
    planning.refuse(manifest.name, manifest.targets, manifest.residency)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        listener(Began("plan", "which release to go back to"))
        seen = observed(clouds, manifest.channel)
        chosen = _chosen(manifest, clouds, to, seen)
        seen = completed(clouds, chosen, seen)
        trust = signature.trust(manifest.signature)
        release = document(clouds, chosen, lit(seen), trust)
        there = clouds.only(made_for(release, clouds.stores))
        steps = _plan(manifest, release, there, seen)
        unsigned = [stage.target for stage in steps.stages if stage.sign]
        copies = signatures.copies(there.only(lit(seen)), release, trust, unsigned)
        seal = Seal(release, trust, signature.signer(manifest.signature), copies)
        return carry_out(steps, there, _from(there, release, seen), seal, listener)


def _plan(
    manifest: Manifest, release: Release, there: Clouds, seen: Mapping[str, Observation]
) -> Plan:
    """The plan for the targets that the release was made for; a newer target stays as it is."""
    targets = tuple(target for target in manifest.targets if target.name in there.stores)
    newer = [t.name for t in manifest.targets if t.name not in there.stores]
    required = max(1, min(manifest.required, len(targets)))
    sign = manifest.signature.required
    wish = planning.Wish(release, manifest.channel, targets, required, verify=True, sign=sign)
    steps = planning.plan(wish, seen)
    notes = tuple(f"{name}: not part of that release, stays as it is" for name in newer)
    return replace(steps, notes=steps.notes + notes)


def _chosen(
    manifest: Manifest, clouds: Clouds, to: str | None, seen: Mapping[str, Observation]
) -> str:
    there = clouds.only(lit(seen))
    moves, _ = releasing.history(there.stores, there.keys, manifest.channel)
    if to is None:
        return releasing.earlier(moves, released(manifest.name, seen))
    return releasing.named(moves, to, f"--to {to}")


def _from(clouds: Clouds, release: Release, seen: Mapping[str, Observation]) -> replicate.Source:
    """The bytes of the release as they lie on the targets that have them."""

    def source(target: str, file: File, size: int) -> Iterator[bytes]:
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

    return source


def _copies(
    clouds: Clouds, release: Release, seen: Mapping[str, Observation], file: File
) -> list[replicate.Copy]:
    """Wherever the same content lies, under whatever name."""
    return [
        replicate.Copy(clouds.stores[name], clouds.keys[name].file(release.id, held.path))
        for name, one in seen.items()
        for held in release.packages.get(name, ())
        if held.checksums.sha256 == file.checksums.sha256 and one.sizes.get(held.path) == file.size
    ]


def _sound(copy: replicate.Copy, file: File) -> bool:
    """Unless the store itself knows that its bytes are others; one that fails here is left to be
    read, which says why."""
    try:
        return copy.store.head(copy.key).checksums.agree(file.checksums) is not False
    except StoreError:
        return True
