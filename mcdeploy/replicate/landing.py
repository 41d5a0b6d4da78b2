"""How one content lands in one store: whole when it is small, in parts when it is large.

A landing is given pieces, perhaps by several threads at once and more often than once, until it is
`done`: the object is there and verified. It raises what it cannot mend.
"""

from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

from mcdeploy.domain import File
from mcdeploy.errors import ConditionFailed, Damaged, StoreError
from mcdeploy.replicate.reading import Piece
from mcdeploy.replicate.verify import difference, verify
from mcdeploy.store.contract import Absent, Stat, Store, Unchanged

Moved = Callable[[int, bool], None]
"""Told of so many bytes more that the store has, and whether they were sent just now."""


class Landing(Protocol):
    """One content on its way to one key."""

    key: str
    done: bool

    def land(self, piece: Piece) -> None:
        """Send the piece, unless the store has it. Several threads may, each with another piece."""

    def found(self) -> None:
        """Verify the object that is there, whoever made it, and be done with it."""

    def accept(self, stat: Stat) -> None:
        """Verify an object that the provider made just now, and be done with it."""

    def give_up(self, *, keep: bool) -> None:
        """Leave nothing behind that would be billed; with `keep`, leave it for the next run."""


class SmallLanding:
    """A content that one request writes, create-only."""

    def __init__(self, store: Store, key: str, file: File, moved: Moved) -> None:
        self._store = store
        self.key = key
        self._file = file
        self._moved = moved
        self.done = False

    def land(self, piece: Piece) -> None:
        if self.done:
            return
        try:
            self._put(piece.data)
        except ConditionFailed:
            self.found()
        else:
            self._over(sent=True)

    def found(self) -> None:
        verify(self._store, self.key, self._file)
        self._over(sent=False)

    def accept(self, stat: Stat) -> None:
        arrived(self._store, self._file, stat)
        self._over(sent=False)

    def give_up(self, *, keep: bool) -> None:
        """Nothing of it can be left behind."""

    def _put(self, data: bytes) -> None:
        """What the store refuses as damaged, the store's retries have sent twice already."""
        stat = self._store.put(self.key, data, Absent())
        try:
            arrived(self._store, self._file, stat)
        except Damaged:
            arrived(self._store, self._file, self._store.put(self.key, data, Absent()))

    def _over(self, *, sent: bool) -> None:
        self.done = True
        self._moved(self._file.size, sent)


def arrived(store: Store, file: File, stat: Stat) -> None:
    """Verify an object that was written just now. Raises `Damaged` when it is another one, which
    is then taken away again where we may: nobody but us has written it."""
    if (wrong := difference(store, stat, file, arrived=True)) is None:
        return
    with suppress(StoreError):
        store.delete(stat.key, Unchanged(stat.version))
    raise Damaged(
        store.name,
        "put",
        f"{stat.key} arrived damaged: {wrong}",
        remedy="look at what is between this machine and that store",
    )
