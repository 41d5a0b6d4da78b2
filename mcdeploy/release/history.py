"""What was released when: the union of what the targets remember."""

import contextlib
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from mcdeploy.domain import Pointer
from mcdeploy.errors import NotFound, Unavailable, UsageError
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
from mcdeploy.store.contract import Store
from mcdeploy.store.objects import get


@dataclass(frozen=True, slots=True)
class Move:
    """One move of a channel's pointer, and the targets that remember it."""

    pointer: Pointer
    targets: tuple[str, ...]


def history(
    stores: Mapping[str, Store], keys: Mapping[str, Keys], channel: str
) -> tuple[tuple[Move, ...], dict[str, str]]:
    """All moves, oldest first, and the targets that did not answer with the reason of each."""
    with ThreadPoolExecutor(max(len(stores), 1)) as pool:
        asked = {n: pool.submit(_remembered, s, keys[n], channel) for n, s in stores.items()}
    found: dict[Pointer, list[str]] = {}
    dark: dict[str, str] = {}
    for name, answer in asked.items():
        try:
            for moved in answer.result():
                found.setdefault(moved, []).append(name)
        except Unavailable as error:
            dark[name] = error.what
    moves = [Move(moved, tuple(sorted(names))) for moved, names in found.items()]
    moves.sort(key=lambda move: (move.pointer.epoch, move.pointer.published_at, move.pointer.apply))
    return tuple(moves), dark


def earlier(moves: tuple[Move, ...], live: str) -> str:
    """The release that was live before the one that is.

    Raises `UsageError` when there was none.
    """
    for move in reversed(moves):
        if move.pointer.release != live:
            return move.pointer.release
    raise UsageError(
        "rollback",
        "there is no earlier release to go back to",
        remedy="see `mcdeploy history`, or name one with --to RELEASE",
    )


def _remembered(store: Store, keys: Keys, channel: str) -> set[Pointer]:
    listed = [stat.key for stat in store.list(f"{keys.history}{channel}/")]
    entries = {pointer.decode(get(store, key)[0], store.name) for key in listed}
    with contextlib.suppress(NotFound):
        entries.add(pointer.decode(get(store, keys.pointer(channel))[0], store.name))
    return entries
