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
    """The release that was live before the one that is: of an earlier epoch, so not one that lost
    a race to the same.

    Raises `UsageError` when there was none.
    """
    for move in reversed(moves):
        if move.pointer.epoch < live.epoch and move.pointer.release != live.release:
            return move.pointer.release
    raise UsageError(
        "rollback",
        "there is no earlier release to go back to",
        remedy="see `mcdeploy history`, or name one with --to RELEASE",
    )


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
