"""Carry out a plan: stage, verify, publish. What an apply and a rollback have in common."""

import time
from collections.abc import Callable, Container, Mapping
from datetime import UTC, datetime
from uuid import uuid4

from mcdeploy import release, replicate, signature
from mcdeploy.clouds import Clouds
from mcdeploy.domain import Began, Listener, Outcome, Plan, Planned, Pointer
from mcdeploy.errors import McdeployError, Partial, Unavailable, only_unavailable, reasons
from mcdeploy.signature import Seal
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store

Examine = Callable[[Clouds], Mapping[str, McdeployError]]
"""Looks once more at what has landed on these targets; the error of each where it is not right."""


def unexamined(there: Clouds) -> Mapping[str, McdeployError]:
    """Digests and signatures are enough."""
    del there
    return {}


def carry_out(
    plan: Plan,
    clouds: Clouds,
    source: replicate.Source,
    seal: Seal,
    listener: Listener,
    examine: Examine = unexamined,
) -> Outcome:
    """Do what the plan says and nothing else: first stage everything everywhere, and sign it; then
    move the pointers of the targets that are complete and signed, and pass whatever `examine`
    looks at, if those are enough.

    Raises `Unavailable` when too many targets are dark to begin, `Partial` when too many went dark
    meanwhile, and nothing is released; and the gravest of any other errors of the targets, such as
    a `SignatureError`, before any pointer moves.
    """
    listener(Planned(plan))
    _enough(plan, len(clouds.stores) - len(plan.waiting))
    listener(Began("replicate"))
    waiting = {**plan.waiting, **_stage(plan, clouds, source, seal, listener)}
    waiting |= _check(plan, clouds, waiting, seal)
    waiting |= only_unavailable(examine(clouds.only(_moving(plan, waiting))))
    if len(clouds.stores) - len(waiting) < plan.required:
        raise _unreleased(plan, waiting)
    listener(Began("release"))
    began = time.monotonic()
    waiting |= _publish(plan, clouds, waiting)
    seconds = time.monotonic() - began
    landed = {
        name: clouds.folder(name, plan.release) for name in clouds.stores if name not in waiting
    }
    return Outcome(plan, landed, waiting, seconds)


def _stage(
    plan: Plan, clouds: Clouds, source: replicate.Source, seal: Seal, listener: Listener
) -> dict[str, str]:
    """Land the release; the targets that went dark meanwhile, with the reason."""
    signatures = seal.sign(stage.target for stage in plan.stages if stage.sign)
    there = {
        name: replicate.Destination(
            store,
            clouds.keys[name].release(plan.release),
            clouds.keys[name].releases,
            clouds.targets[name].location,
            signatures.get(name),
        )
        for name, store in clouds.stores.items()
    }
    journal = replicate.at_hand()
    return only_unavailable(replicate.replicate(plan.stages, there, source, listener, journal))


def _check(plan: Plan, clouds: Clouds, waiting: Container[str], seal: Seal) -> dict[str, str]:
    """Look who signed what lies on every target: where a pointer is about to move, with all the
    files there, and else the release alone, for readers ask that too. The targets that went dark
    meanwhile."""
    if not seal.trust.required:
        return {}
    moving = _moving(plan, waiting)
    there = clouds.only([name for name in clouds.stores if name not in waiting])

    def question(name: str, store: Store) -> None:
        keys = there.keys[name]
        if name in moving:
            signature.check(store, keys, seal.release, seal.trust)
        else:
            bundle = signature.read(store, keys, seal.release.id)
            signature.check_document(bundle, seal.release, name, seal.trust)

    return only_unavailable(ask(there.stores, question)[1])


def _moving(plan: Plan, waiting: Container[str]) -> set[str]:
    """The targets whose pointers are about to move."""
    return {step.target for step in plan.publishes if step.target not in waiting}


def _publish(plan: Plan, clouds: Clouds, waiting: Container[str]) -> dict[str, str]:
    """Move the pointers of those that wait for nothing; the targets that went dark meanwhile."""
    ready = tuple(step for step in plan.publishes if step.target not in waiting)
    if not ready:
        return {}
    moved = Pointer(plan.release, ready[0].epoch, uuid4().hex, _now())
    return only_unavailable(release.publish(ready, clouds.stores, clouds.keys, plan.channel, moved))


def _enough(plan: Plan, lit: int) -> None:
    if lit < plan.required:
        raise Unavailable(
            plan.deployment,
            "apply",
            f"{plan.required} targets must have the release and only {lit} answer"
            f" ({reasons(plan.waiting)})",
            remedy="wait until they answer, or ask for fewer with `replication.require: majority`",
        )


def _unreleased(plan: Plan, waiting: dict[str, str]) -> Partial:
    return Partial(
        plan.deployment,
        f"nothing was released: {plan.required} targets must have the release ({reasons(waiting)})",
        remedy="run the same command again; what has landed is kept",
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
