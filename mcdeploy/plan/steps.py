"""The difference between what is wished and what was observed, as steps. Pure."""

from collections.abc import Mapping

from mcdeploy.catalog.basis import basis
from mcdeploy.domain import Health, Observation, Plan, Publish
from mcdeploy.plan.costs import cost
from mcdeploy.plan.epochs import epoch
from mcdeploy.plan.lacking import stage
from mcdeploy.plan.notes import notes
from mcdeploy.plan.spread import spread
from mcdeploy.plan.wish import Wish


def plan(wish: Wish, observations: Mapping[str, Observation]) -> Plan:
    """The steps that lead from the observations to the wish; none where nothing is to be done.

    The epoch is the highest one seen when that one already decided for this release (an interrupted
    publish is then finished), else the next one.

    Raises `IntegrityError` when a file of the release is there with another size: releases are
    immutable, so nothing may write over it; `Conflict` when the epoch that was seen is the last;
    `Infeasible` when nothing brings the bytes there within the deadline and the budget.
    """
    lit = [t for t in wish.targets if observations[t.name].health is not Health.DARK]
    seen = {target.name: observations[target.name] for target in lit}
    staged = (stage(wish, one) for one in seen.values())
    stages = tuple(one for one in staged if one.written or one.found or one.sign)
    found = spread(wish, stages, seen)
    stages, ways = (stages, {}) if found is None else (found.stages, found.dollars)
    publishes = _publishes(wish, list(seen.values()))
    told = [found.note] if found is not None and found.note else []
    rests = basis(lit) if stages or publishes else ()
    return Plan(
        deployment=wish.release.deployment,
        channel=wish.channel,
        release=wish.release.id,
        stages=stages,
        publishes=publishes,
        waiting={t.name: observations[t.name].reason for t in wish.targets if t not in lit},
        required=wish.required,
        costs={t.name: cost(wish.release, t, stages, publishes, ways) for t in lit},
        notes=(*notes(wish.required, len(wish.targets), seen.values()), *told, *rests),
        waiver=wish.release.waiver,
        distribution=None if found is None else found.how,
    )


def _publishes(wish: Wish, seen: list[Observation]) -> tuple[Publish, ...]:
    pointers = {one.target: one.pointer for one in seen if one.pointer is not None}
    decided = epoch(wish.release.id, pointers)
    return tuple(
        Publish(one.target, one.version, decided, one.pointer)
        for one in seen
        if one.pointer is None
        or (one.pointer.epoch, one.pointer.release) != (decided, wish.release.id)
    )
