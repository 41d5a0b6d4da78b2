"""Go back to an earlier release. A decision like any other: a new epoch, an old release."""

from collections.abc import Mapping
from dataclasses import replace

from mcdeploy import plan as planning
from mcdeploy import release as releasing
from mcdeploy import signature
from mcdeploy.carry_out import carry_out
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import (
    Began,
    Listener,
    Objective,
    Observation,
    Outcome,
    Plan,
    Release,
    quiet,
)
from mcdeploy.live import completed, document, lit, made_for, observed, signatures
from mcdeploy.live.believed import settled
from mcdeploy.manifest import Manifest
from mcdeploy.operations.replacement import obtainable, source
from mcdeploy.signature import Seal


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
    again before the pointer moves: it may have lain there for long. Where no other target has it,
    which is so of packages for another service, the target waits. A signature that is missing
    comes from another target with the same files, or is made anew: the release itself is one that
    somebody trusted has signed. Neither a deadline nor a budget keeps anybody from going back. Safe
    to repeat with `to`.

    Raises `UsageError` when there is no such release, or it was made for other targets, and what
    `apply` raises.
    """
    planning.refuse(manifest.name, manifest.targets, manifest.residency, manifest.machine)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        listener(Began("plan", "which release to go back to"))
        seen = observed(clouds, manifest.channel)
        chosen = _chosen(manifest, clouds, to, seen)
        seen = completed(clouds, chosen, seen)
        trust = signature.trust(manifest.signature)
        release = document(clouds, chosen, lit(seen), trust)
        there = clouds.only(made_for(release, clouds.stores))
        seen = planning.unchanged(there.stores, there.keys, release, obtainable(release, seen))
        steps = _plan(manifest, release, there, seen)
        unsigned = [stage.target for stage in steps.stages if stage.sign]
        copies = signatures.copies(there.only(lit(seen)), release, trust, unsigned)
        seal = Seal(release, trust, signature.signer(manifest.signature), copies)
        return carry_out(steps, there, source(there, release, seen), seal, listener)


def _plan(
    manifest: Manifest, release: Release, there: Clouds, seen: Mapping[str, Observation]
) -> Plan:
    """The plan for the targets that the release was made for; a newer target stays as it is."""
    targets = tuple(target for target in manifest.targets if target.name in there.stores)
    newer = [t.name for t in manifest.targets if t.name not in there.stores]
    required = max(1, min(manifest.required, len(targets)))
    wish = planning.Wish(
        release,
        manifest.channel,
        targets,
        required,
        verify=True,
        sign=manifest.signature.required,
        objective=Objective(manifest.objective.optimize),
        machine=manifest.machine,
        residency=manifest.residency,
        here=False,
    )
    steps = planning.plan(wish, seen)
    notes = tuple(f"{name}: not part of that release, stays as it is" for name in newer)
    return replace(steps, notes=steps.notes + notes)


def _chosen(
    manifest: Manifest, clouds: Clouds, to: str | None, seen: Mapping[str, Observation]
) -> str:
    there = clouds.only(lit(seen))
    moves, _ = releasing.history(there.stores, there.keys, manifest.channel)
    if to is None:
        trust = signature.trust(manifest.signature)
        return releasing.earlier(moves, settled(clouds, manifest.name, seen, trust))
    return releasing.named(moves, to, f"--to {to}")
