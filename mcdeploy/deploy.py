"""The story of an apply: manifest, model, evaluation, package, plan, replicate, release.

This is the one module that knows the order of the rooms; `judge` and `current` are the part of it
that an evaluation shares, `carry_out` the part that a rollback shares.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from mcdeploy import judge, replica, replicate, signature
from mcdeploy import plan as planning
from mcdeploy.bundling import bundle
from mcdeploy.carry_out import Examine, carry_out, unexamined
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.current import current
from mcdeploy.domain import (
    Began,
    Bundle,
    File,
    Listener,
    Outcome,
    Plan,
    quiet,
)
from mcdeploy.errors import Conflict, McdeployError
from mcdeploy.evaluation import enforce
from mcdeploy.live import unchanged
from mcdeploy.manifest import Manifest
from mcdeploy.records.keys import RELEASE
from mcdeploy.signature import Seal
from mcdeploy.store.digest import chunks


def build(
    manifest: Manifest,
    *,
    waiver: str = "",
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Bundle:
    """Make the release that the manifest asks for, on this machine: train or take the model,
    evaluate it, hold it against the gates, package it. Moves nothing; the same inputs give the
    same release. With a `waiver`, a reason, failed gates stop nothing and the reason stands in the
    release.

    The targets are asked only when a gate compares with the release that is live.

    Raises `ModelError`, and `GateFailed` when the evaluation is not good enough; and what `current`
    raises.
    """
    judge.check_waiver(waiver)
    listener(Began("model", manifest.name))
    model = judge.model(manifest, listener)
    listener(Began("evaluation"))
    beside = current(manifest, model, listener=listener, connect=connect)
    judged = judge.judge(manifest, model, beside.found, listener)
    enforce(judged.verdicts, waiver)
    made = bundle(manifest, model, judged, waiver, listener)
    notes = (*judged.notes, *_excused(made))
    return replace(made, notes=notes, beside=beside.release, model=model)


def _excused(made: Bundle) -> Iterator[str]:
    """Of packages that do not answer as the model does, which was allowed."""
    for target, one in sorted(made.release.certificates.items()):
        if not one.passed:
            yield f"{target}: its package does not answer as the model does: {one.failure}"


def plan(
    manifest: Manifest,
    *,
    waiver: str = "",
    verify: bool = False,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Plan:
    """What `apply` would do and cost, now. Writes and signs nothing. Raises what `build` raises,
    `Conflict` when another release became live since its gates were held, and `Infeasible` as
    `apply` does. With `verify` it is what an apply with that would do."""
    _refuse(manifest)
    made = build(manifest, waiver=waiver, listener=listener, connect=connect)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        steps = _plan(manifest, made, clouds, listener, verify=verify)
        return replace(steps, notes=(*steps.notes, *_unsigned(manifest)))


def apply(
    manifest: Manifest,
    *,
    saved: bytes | None = None,
    waiver: str = "",
    verify: bool = False,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Outcome:
    """Make it so. Killed at any instant, the same call again finishes; done twice, the second
    time nothing is written.

    With `saved`, a plan's document, nothing else than that plan is carried out. What is live is
    taken to be whole, as it was when it became live; with `verify` every file of it is looked at,
    verified, and replaced where it is gone.

    Raises what `build` raises; `ResidencyError`; `Infeasible` when nothing brings the release to
    its targets within the manifest's deadline and budget; `Unavailable` when too many targets are
    dark to begin; `Partial` when too many went dark meanwhile, and nothing is released; `Conflict`
    when the saved plan is stale or another apply came first; `IntegrityError` when bytes are not
    what they should be; `SignatureError` when somebody else's signature lies there; `AccessDenied`,
    `BucketMissing`; and before all that `UsageError` when there is no key to sign with.
    """
    _refuse(manifest)
    signer, trust = signature.needed(manifest.signature), signature.trust(manifest.signature)
    made = build(manifest, waiver=waiver, listener=listener, connect=connect)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        steps = _plan(manifest, made, clouds, listener, verify=verify)
        if saved is not None and planning.stale(saved, steps):
            raise Conflict(
                manifest.name,
                "the saved plan is stale: the inputs or the targets have changed since",
                remedy="make a new plan, look at it, and apply that",
            )
        seal = Seal(made.release, trust, signer)
        examine = _examiner(made, listener) if manifest.deep else unexamined
        return carry_out(steps, clouds, _from(made), seal, listener, examine)


def _examiner(made: Bundle, listener: Listener) -> Examine:
    """Has each target's own replica read back and asked."""

    def examiner(there: Clouds) -> Mapping[str, McdeployError]:
        listener(Began("verify", "each target's own replica is read back, loaded and asked"))
        return replica.examine(made, there, listener)

    return examiner


def _refuse(manifest: Manifest) -> None:
    planning.refuse(manifest.name, manifest.targets, manifest.residency, manifest.machine)


def _plan(
    manifest: Manifest, made: Bundle, clouds: Clouds, listener: Listener, *, verify: bool
) -> Plan:
    listener(Began("plan"))
    release, channel = made.release, manifest.channel
    wish = planning.Wish(
        release,
        channel,
        manifest.targets,
        manifest.required,
        verify=verify,
        sign=manifest.signature.required,
        objective=manifest.objective,
        machine=manifest.machine,
        residency=manifest.residency,
    )
    seen = planning.observe(clouds.stores, clouds.keys, channel, release.id, thorough=verify)
    unchanged.check(made, clouds, seen, signature.trust(manifest.signature))
    steps = planning.plan(wish, planning.unchanged(clouds.stores, clouds.keys, release, seen))
    ended = planning.ended(manifest.targets, datetime.now(UTC).date())
    return replace(steps, notes=(*made.notes, *ended, *steps.notes))


def _unsigned(manifest: Manifest) -> Iterator[str]:
    if manifest.signature.required and signature.signer(manifest.signature) is None:
        yield "there is no key here to sign with, and an apply needs one: `mcdeploy keys new`"


def _from(made: Bundle) -> replicate.Source:
    """The bundle's own bytes as what replication reads."""

    def source(target: str, file: File, size: int) -> Iterator[bytes]:
        if file.path == RELEASE:
            return chunks(made.release.document, size)
        return chunks(made.contents[target][file.path], size)

    return source
