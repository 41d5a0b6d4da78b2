"""What was released when: the union of what the targets remember."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.domain import Pointer
from mcdeploy.errors import IntegrityError, McdeployError, NotFound, UsageError, gravest
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
from mcdeploy.store.ask import ask
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get

SHORTEST = 6
"""Characters of a release's name that must at least be given."""


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a channel's pointer, and the targets that remember it."""

    pointer: Pointer
    targets: tuple[str, ...]


def history(
    stores: Mapping[str, Store], keys: Mapping[str, Keys], channel: str
) -> tuple[tuple[Move, ...], dict[str, McdeployError]]:
    """All moves, oldest first, and the error of each target that could not tell all it remembers:
    it could not be read, or an entry of it could not. Such an entry is passed over."""
    told, errors = ask(stores, lambda name, store: _remembered(store, keys[name], channel))
    found: dict[Pointer, list[str]] = {}
    for name, (remembered, unreadable) in told.items():
        for moved in remembered:
            found.setdefault(moved, []).append(name)
        if unreadable:
            errors[name] = gravest(unreadable)
    moves = [Move(moved, tuple(sorted(names))) for moved, names in found.items()]
    moves.sort(key=lambda move: (move.pointer.epoch, move.pointer.published_at, move.pointer.apply))
    return tuple(moves), errors


def earlier(moves: tuple[Move, ...], live: Pointer) -> str:
    """The release to go back to: the one below the live one, where each release came on top of
    the one before it and going back took off what lay above. So going back twice goes two back.

    Raises `UsageError` when there is none.
    """
    epochs = {move.pointer.epoch for move in moves if move.pointer.epoch < live.epoch}
    below: list[str] = []
    for epoch in sorted(epochs):
        decided = pointer.latest(m.pointer for m in moves if m.pointer.epoch == epoch)
        _put(below, decided.release if decided else "")
    _put(below, live.release)
    if len(below) > 1:
        return below[-2]
    raise UsageError(
        "rollback",
        "there is no earlier release to go back to",
        remedy="see `mcdeploy history`, or name one with --to RELEASE",
    )


def named(moves: tuple[Move, ...], beginning: str, who: str) -> str:
    """The one release of these moves whose name begins like that. Raises `UsageError`, in the name
    of `who`, when there is none or more than one."""
    known = {move.pointer.release for move in moves}
    enough = len(beginning) >= SHORTEST
    found = {name for name in known if name.startswith(beginning)} if enough else set()
    if len(found) != 1:
        raise UsageError(
            who,
            "no release of this channel has that name" if not found else "more than one fits",
            remedy=f"give at least {SHORTEST} characters of one that `mcdeploy history` lists",
        )
    return found.pop()


def _put(below: list[str], release: str) -> None:
    if release in below:
        del below[below.index(release) :]
    below.append(release)


def _remembered(
    store: Store, keys: Keys, channel: str
) -> tuple[set[Pointer], list[IntegrityError]]:
    """The pointers that the target holds, the current one among them, and what cannot be read."""
    entries = [stat.key for stat in store.list(f"{keys.history}{channel}/")]
    found: set[Pointer] = set()
    unreadable: list[IntegrityError] = []
    for key in (*entries, keys.pointer(channel)):
        try:
            found.add(pointer.decode(get(store, key)[0], store.name, key))
        except NotFound:
            continue
        except IntegrityError as error:
            unreadable.append(error)
    return found, unreadable
