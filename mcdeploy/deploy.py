"""The story of an apply: manifest, model, evaluation, package, plan, replicate, release.

This is the one module that knows the order of the rooms; `carry_out` is the part of it that a
rollback shares.
"""

from collections.abc import Iterator

from mcdeploy import bundled, evaluation, own, package, replicate
from mcdeploy import plan as planning
from mcdeploy.carry_out import carry_out
from mcdeploy.clouds import Clouds, Connect, connect, opened
from mcdeploy.domain import (
    Began,
    Bundle,
    File,
    Listener,
    Model,
    Outcome,
    Plan,
    quiet,
)
from mcdeploy.errors import Conflict, UsageError
from mcdeploy.evaluation import report
from mcdeploy.manifest import BundledModel, Manifest
from mcdeploy.records.keys import RELEASE
from mcdeploy.store.digest import chunks


def build(manifest: Manifest, listener: Listener = quiet) -> Bundle:
    """Make the release that the manifest asks for, on this machine: train or take the model,
    evaluate it, hold it against the gates, package it. Moves nothing; the same inputs give the
    same release.

    Raises `ModelError`, and `GateFailed` when the evaluation is not good enough.
    """
    listener(Began("model", manifest.name))
    model = _model(manifest)
    listener(Began("evaluation"))
    documents, headline = _evaluate(manifest, model)
    listener(Began("package"))
    names = tuple(target.name for target in manifest.targets)
    return package.assemble(manifest.name, names, model, documents, headline)


def plan(manifest: Manifest, *, listener: Listener = quiet, connect: Connect = connect) -> Plan:
    """What `apply` would do and cost, now. Writes nothing."""
    planning.refuse(manifest.name, manifest.targets, manifest.residency)
    bundle = build(manifest, listener)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        return _plan(manifest, bundle, clouds, listener)


def apply(
    manifest: Manifest,
    *,
    saved: bytes | None = None,
    listener: Listener = quiet,
    connect: Connect = connect,
) -> Outcome:
    """Make it so. Killed at any instant, the same call again finishes; done twice, the second
    time nothing is written.

    With `saved`, a plan's document, nothing else than that plan is carried out.

    Raises what `build` raises; `ResidencyError`; `Unavailable` when too many targets are dark to
    begin; `Partial` when too many went dark meanwhile, and nothing is released; `Conflict` when
    the saved plan is stale or another apply came first; `IntegrityError` when bytes are not what
    they should be; `AccessDenied`, `BucketMissing`.
    """
    planning.refuse(manifest.name, manifest.targets, manifest.residency)
    bundle = build(manifest, listener)
    with opened(manifest.name, manifest.targets, connect) as clouds:
        steps = _plan(manifest, bundle, clouds, listener)
        if saved is not None and planning.stale(saved, steps):
            raise Conflict(
                manifest.name,
                "the saved plan is stale: the inputs or the targets have changed since",
                remedy="make a new plan, look at it, and apply that",
            )
        return carry_out(steps, clouds, _from(bundle), listener)


def _model(manifest: Manifest) -> Model:
    wanted = manifest.model
    if not isinstance(wanted, BundledModel):
        return own.bring(wanted.path)
    return bundled.train(wanted.data, wanted.strategy, wanted.seed)


def _evaluate(manifest: Manifest, model: Model) -> tuple[dict[str, bytes], dict[str, float]]:
    """The report's documents and the headline metrics; none for a model without predictions."""
    if model.predictions is None:
        if manifest.criteria.gates:
            raise UsageError(
                f"{manifest.source}: evaluation.gates",
                "there is nothing to hold them against: this model comes without predictions",
                remedy="leave the gates out, or use the bundled model",
            )
        return {}, {}
    result = evaluation.evaluate(model.predictions, manifest.criteria)
    verdicts = evaluation.check(result, manifest.criteria.gates)
    evaluation.enforce(verdicts)
    documents = report.render(result, verdicts, model.story, model.lineage, manifest.name)
    return dict(documents), dict(result.headline)


def _plan(manifest: Manifest, bundle: Bundle, clouds: Clouds, listener: Listener) -> Plan:
    listener(Began("plan"))
    wish = planning.Wish(bundle.release, manifest.channel, manifest.targets, manifest.required)
    seen = planning.observe(clouds.stores, clouds.keys, manifest.channel, bundle.release.id)
    return planning.plan(wish, seen)


def _from(bundle: Bundle) -> replicate.Source:
    """The bundle's own bytes as what replication reads."""

    def source(target: str, file: File, size: int) -> Iterator[bytes]:
        if file.path == RELEASE:
            return chunks(bundle.release.document, size)
        return chunks(bundle.contents[target][file.path], size)

    return source
