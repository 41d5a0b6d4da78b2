"""How one content lands in one store: whole when it is small, in parts when it is large."""

import contextlib
from collections.abc import Callable
from concurrent.futures import Future

from mcdeploy.domain import File
from mcdeploy.errors import ConditionFailed, McdeployError, NotFound, Unavailable
from mcdeploy.replicate.lane import Lane
from mcdeploy.replicate.verify import verify
from mcdeploy.store.contract import Absent, Part, Store, Upload

Moved = Callable[[int], None]
"""Told of so many bytes more that the store has."""


def land_whole(store: Store, key: str, file: File, data: bytes) -> None:
    """Put a small file, create-only, and verify it; one that is there already is verified only."""
    try:
        store.put(key, data, Absent())
    except ConditionFailed:
        verify(store, key, file, arrived=False)
    else:
        verify(store, key, file, arrived=True)


def land_signature(store: Store, key: str, signature: bytes) -> None:
    """Put it, create-only. One that is there already stays: somebody else may have signed, and
    whoever reads it looks who."""
    with contextlib.suppress(ConditionFailed):
        store.put(key, signature, Absent())


class LargeLanding:
    """A large file on its way to one key of one lane's store. Where the store says, at any step,
    that an object of the key exists, or that the upload is gone and the object is there, nothing
    more is sent and that object is verified."""

    def __init__(self, lane: Lane, key: str, file: File, part_size: int, moved: Moved) -> None:
        self._lane = lane
        self._key = key
        self._file = file
        self._part_size = part_size
        self._moved = moved
        self._exists = False
        self._upload: Upload | None = None
        self._parts: dict[int, Part] = {}
        self._sending: list[Future[None]] = []

    def begin(self) -> "Future[None]":
        """Begin anew; what an interrupted run left is cleared when all has landed (`clear`), for
        until then it may be another run's that is alive."""

        def work(store: Store) -> None:
            self._upload = store.begin(self._key, self._file.size, self._part_size)

        return self._submit(work)

    def send(self, number: int, data: bytes) -> "Future[None]":
        def work(store: Store) -> None:
            if self._upload is not None and not self._exists:
                self._parts[number] = store.put_part(self._upload, number, data)
                self._moved(len(data))

        self._sending.append(self._submit(work))
        return self._sending[-1]

    def finish(self) -> "Future[None]":
        """When all parts are there: make the object. Verify it, whoever made it."""

        def work() -> None:
            for sent in self._sending:
                sent.result()
            if self._lane.error is None:
                self._heed(self._complete)
                verify(self._lane.store, self._key, self._file, arrived=not self._exists)

        return self._lane.submit(work)

    def give_up(self) -> None:
        """Leave nothing behind that would be billed, as far as the store answers."""
        for sent in self._sending:
            sent.cancel() or sent.exception()
        if self._upload is not None and not isinstance(self._lane.error, Unavailable):
            with contextlib.suppress(McdeployError):
                self._lane.store.abort(self._upload)

    @property
    def failed(self) -> bool:
        return self._lane.error is not None

    def _complete(self, store: Store) -> None:
        if self._upload is not None and not self._exists:
            parts = tuple(self._parts[number] for number in sorted(self._parts))
            store.complete(self._upload, parts, self._file.checksums)
            self._upload = None

    def _submit(self, work: Callable[[Store], None]) -> "Future[None]":
        return self._lane.submit(lambda: self._heed(work))

    def _heed(self, work: Callable[[Store], None]) -> None:
        try:
            work(self._lane.store)
        except ConditionFailed:
            self._exists = True
        except NotFound:
            if not _is_there(self._lane.store, self._key):
                raise
            self._exists = True


def _is_there(store: Store, key: str) -> bool:
    try:
        store.head(key)
    except NotFound:
        return False
    return True


def clear(store: Store, folder: str) -> None:
    """Abort every upload below the folder, where the store can say which there are. For a folder in
    which every object is there: another run whose upload this was finds its object finished."""
    if store.capabilities.lists_uploads:
        for upload in list(store.uploads(folder)):
            store.abort(upload)
