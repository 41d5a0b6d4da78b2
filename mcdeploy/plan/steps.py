"""The difference between what is wished and what was observed, as steps. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.catalog import bill
from mcdeploy.domain import (
    Cost,
    File,
    Health,
    Observation,
    Plan,
    Pointer,
    Publish,
    Release,
    Stage,
    Target,
)
from mcdeploy.errors import Conflict, IntegrityError
from mcdeploy.plan.notes import notes
from mcdeploy.records import pointer
from mcdeploy.records.keys import RELEASE, SIGNATURE
from mcdeploy.store.digest import digest

REQUESTS_PER_FILE = 2  # a write and the look that verifies it
REQUESTS_PER_SIGNATURE = 2  # the same; of the few bytes that it has nobody sees the price
REQUESTS_PER_PUBLISH = 2  # the old pointer into the history, and the new one


@dataclass(frozen=True, slots=True)
class Wish:
    """What the manifest asks for: this release on this channel of these targets, of which at least
    `required` must end with it. With `verify`, what was verified when it landed is verified again.
    With `sign`, it is signed on each of them; a signature that is there already stays.
    """

    release: Release
    channel: str
    targets: tuple[Target, ...]
    required: int
    verify: bool = False
    sign: bool = False


def plan(wish: Wish, observations: Mapping[str, Observation]) -> Plan:
    """The steps that lead from the observations to the wish; none where nothing is to be done.

    The epoch is the highest one seen when that one already decided for this release (an interrupted
    publish is then finished), else the next one.

    Raises `IntegrityError` when a file of the release is there with another size: releases are
    immutable, so nothing may write over it; `Conflict` when the epoch that was seen is the last.
    """
    lit = [t for t in wish.targets if observations[t.name].health is not Health.DARK]
    staged = (_stage(wish, observations[target.name]) for target in lit)
    stages = tuple(stage for stage in staged if stage.files or stage.found or stage.sign)
    publishes = _publishes(wish, [observations[target.name] for target in lit])
    return Plan(
        deployment=wish.release.deployment,
        channel=wish.channel,
        release=wish.release.id,
        stages=stages,
        publishes=publishes,
        waiting={t.name: observations[t.name].reason for t in wish.targets if t not in lit},
        required=wish.required,
        costs={t.name: _cost(wish.release, t, stages, publishes) for t in lit},
        notes=notes(wish.required, len(wish.targets), [observations[t.name] for t in lit]),
        waiver=wish.release.waiver,
    )


def files_of(release: Release, target: str) -> tuple[File, ...]:
    """All that lies in the release's folder of a target, `release.json` last."""
    whole = digest([release.document])
    document = File(RELEASE, whole.size, whole.checksums())
    return (*release.packages.get(target, ()), document)


def _stage(wish: Wish, seen: Observation) -> Stage:
    """What is missing; what is there counts as verified only where `release.json` stands too."""
    files = files_of(wish.release, seen.target)
    for file in files:
        if seen.sizes.get(file.path, file.size) != file.size:
            raise _resized(wish.release, seen, file)
    missing = tuple(file for file in files if file.path not in seen.sizes)
    there = tuple(file for file in files if file.path in seen.sizes)
    proven = RELEASE in seen.sizes and not wish.verify
    sign = wish.sign and SIGNATURE not in seen.sizes
    return Stage(seen.target, missing, () if proven else there, sign)


def _resized(release: Release, seen: Observation, file: File) -> IntegrityError:
    return IntegrityError(
        seen.target,
        f"{file.path} of release {release.id[:12]} has {seen.sizes[file.path]} bytes there,"
        f" not {file.size}",
        remedy="find out who wrote to it, delete that object, and run this again",
    )


def _publishes(wish: Wish, seen: list[Observation]) -> tuple[Publish, ...]:
    epoch = _epoch(wish.release.id, {o.target: o.pointer for o in seen if o.pointer is not None})
    return tuple(
        Publish(one.target, one.version, epoch, one.pointer)
        for one in seen
        if one.pointer is None
        or (one.pointer.epoch, one.pointer.release) != (epoch, wish.release.id)
    )


def _epoch(release: str, pointers: Mapping[str, Pointer]) -> int:
    live = pointer.latest(pointers.values())
    if live is None:
        return 1
    highest = {name: one for name, one in pointers.items() if one.epoch == live.epoch}
    if {one.release for one in highest.values()} == {release}:
        return live.epoch
    if live.epoch + 1 >= pointer.EPOCHS:
        raise _last(", ".join(sorted(highest)))
    return live.epoch + 1


def _last(who: str) -> Conflict:
    return Conflict(
        who,
        f"its pointer is at the last epoch, {pointer.EPOCHS - 1}, after which there is none",
        remedy="no release comes so far: look at who wrote to this bucket, delete the pointer there"
        " and run this again",
    )


def _cost(
    release: Release, target: Target, stages: tuple[Stage, ...], publishes: tuple[Publish, ...]
) -> Cost:
    here = [stage for stage in stages if stage.target == target.name]
    sent = [file for stage in here for file in stage.files]
    signed = sum(stage.sign for stage in here)
    moves = sum(publish.target == target.name for publish in publishes)
    return bill.estimate(
        target,
        stored_bytes=sum(file.size for file in files_of(release, target.name)),
        sent_bytes=sum(file.size for file in sent),
        requests=REQUESTS_PER_FILE * len(sent)
        + REQUESTS_PER_SIGNATURE * signed
        + REQUESTS_PER_PUBLISH * moves,
    )
