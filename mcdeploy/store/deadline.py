"""A time limit for what should be quick, so that a silent cloud is found dark soon.

SDKs wait for a minute or more for an answer, as they must while a large part is on its way. A look,
a listing or the move of a pointer is another matter: readers and other targets wait for it.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import chain, islice
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TypeVar

from mcdeploy.errors import Silent
from mcdeploy.store.contract import Condition, Stat, Store, Unchanged
from mcdeploy.store.wrapper import Wrapper

T = TypeVar("T")

SECONDS = 10.0
PATIENCE = 3
"""A write may share the line with large parts: it has so many times as long."""
SMALL = 2**16
"""Bytes: a write of at most this size should be quick."""
SLOW = frozenset({"begin", "put_part", "complete", "copy", "pull", "abort"})
"""These make room for, move or settle many bytes and have all the time that the SDK gives them."""


class Deadline(Wrapper):
    """A store whose quick operations answer within so many seconds or raise `Silent`. The request
    is then left to itself: what it did is unknown, as after any `Unavailable`."""

    def __init__(self, inner: Store, seconds: float = SECONDS) -> None:
        super().__init__(inner)
        self._seconds = seconds

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        if operation in SLOW:
            return call()
        return self._in_time(operation, key, call, self._seconds)

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        if len(data) > SMALL:
            return self.inner.put(key, data, condition)
        write = partial(self.inner.put, key, data, condition)
        return self._in_time("put", key, write, PATIENCE * self._seconds)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        """Without a condition it has its time: left to itself it could delete, later, what another
        writer has put there meanwhile."""
        if condition is None:
            self.inner.delete(key)
        else:
            super().delete(key, condition)

    def list(self, prefix: str) -> Iterator[Stat]:
        """The limit holds for the first page; what follows comes as it comes."""

        def first_page() -> Iterator[Stat]:
            rest = self.inner.list(prefix)
            return chain([*islice(rest, 1)], rest)

        return self._in_time("list", prefix, first_page, self._seconds)

    def _in_time(self, operation: str, key: str, call: Callable[[], T], seconds: float) -> T:
        answers: SimpleQueue[tuple[T | None, BaseException | None]] = SimpleQueue()

        def ask() -> None:
            try:
                answers.put((call(), None))
            except BaseException as error:  # noqa: BLE001 - it is raised where it was asked for
                answers.put((None, error))

        # a daemon: the end of the process does not wait for a cloud that will never answer
        Thread(target=ask, name=f"{self.name} {operation}", daemon=True).start()
        try:
            answer, error = answers.get(timeout=seconds)
        except Empty:
            what = f"{key}: no answer within {seconds:g} s"
            raise Silent(self.name, operation, what, remedy="wait, and run it again") from None
        if error is not None:
            raise error
        return answer  # type: ignore[return-value]  # there is one where there is no error
