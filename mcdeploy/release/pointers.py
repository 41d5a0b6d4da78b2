"""P2: per target the pointer moves in one conditional write."""

from collections.abc import Mapping

from mcdeploy.domain import Pointer, Publish
from mcdeploy.errors import ConditionFailed, Conflict, McdeployError, NotFound
from mcdeploy.records import pointer as records
from mcdeploy.records.keys import Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Absent, Condition, Store, Unchanged, Version
from mcdeploy.store.objects import get


def publish(
    publishes: tuple[Publish, ...],
    stores: Mapping[str, Store],
    keys: Mapping[str, Keys],
    channel: str,
    moved: Pointer,
) -> dict[str, McdeployError]:
    """Move the channel's pointer on every target, all at the same time.

    On each target readers see the old pointer or the new one. The moves of other targets are not
    undone when one fails: its error is returned, and the same command run again finishes. `moved`
    is the new pointer; its epoch is that of each publish.

    Returns the error of each target whose pointer did not move; `Conflict` where somebody else
    moved it first.
    """
    steps = {step.target: step for step in publishes}
    _, errors = ask(
        {target: stores[target] for target in steps},
        lambda target, store: _move(steps[target], store, keys[target], channel, moved),
    )
    return errors


def _move(step: Publish, store: Store, keys: Keys, channel: str, moved: Pointer) -> None:
    """The old pointer goes into the history before it is replaced, so none is ever forgotten. The
    write of the new one comes last: what fails here has not moved it."""
    if step.previous is not None:
        _remember(store, keys, channel, step.previous)
    base: Condition = Absent() if step.base is None else Unchanged(Version(step.base))
    try:
        store.put(keys.pointer(channel), records.encode(moved), base)
    except ConditionFailed as error:
        if _elsewise(store, keys.pointer(channel), moved):
            raise Conflict(
                step.target,
                f"another apply moved the pointer of {keys.deployment} ({channel}) meanwhile",
                remedy="look at `mcdeploy status` and `mcdeploy history`, then apply again",
            ) from error


def _elsewise(store: Store, key: str, moved: Pointer) -> bool:
    """Whether the pointer says anything else than that this very decision was carried out."""
    try:
        held = records.decode(get(store, key)[0], store.name)
    except NotFound:
        return True
    return (held.release, held.epoch) != (moved.release, moved.epoch)


def _remember(store: Store, keys: Keys, channel: str, pointer: Pointer) -> None:
    key = keys.entry(channel, pointer.epoch, pointer.apply)
    try:
        store.put(key, records.encode(pointer), Absent())
    except ConditionFailed:
        return  # an entry is written once; an earlier run wrote it
