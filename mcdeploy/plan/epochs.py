"""Which epoch a release gets, and whose pointer already says so. Pure."""

from collections.abc import Mapping

from mcdeploy.domain import Observation, Pointer
from mcdeploy.errors import Conflict
from mcdeploy.records import pointer


def epoch(release: str, pointers: Mapping[str, Pointer]) -> int:
    """The highest one seen when that one was already decided for this release (an interrupted
    publish is then finished), else the next one. `pointers` are by target.

    Raises `Conflict` when the epoch that was seen is the last.
    """
    live = pointer.latest(pointers.values())
    if live is None:
        return 1
    highest = {name: one for name, one in pointers.items() if one.epoch == live.epoch}
    if {one.release for one in highest.values()} == {release}:
        return live.epoch
    if live.epoch + 1 >= pointer.EPOCHS:
        raise _last(", ".join(sorted(highest)))
    return live.epoch + 1


def staying(release: str, seen: Mapping[str, Observation]) -> frozenset[str]:
    """The targets whose pointers name the release already and need not move."""
    pointers = {name: one.pointer for name, one in seen.items() if one.pointer is not None}
    live = pointer.latest(pointers.values())
    highest = {name: one for name, one in pointers.items() if live and one.epoch == live.epoch}
    agreed = {one.release for one in highest.values()} == {release}
    return frozenset(highest) if agreed else frozenset()


def _last(who: str) -> Conflict:
    return Conflict(
        who,
        f"its pointer is at the last epoch, {pointer.EPOCHS - 1}, after which there is none",
        remedy="no release comes so far: look at who wrote to this bucket, delete the pointer there"
        " and run this again",
    )
