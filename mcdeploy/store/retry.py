"""Trying again, and finding out what a lost answer said.

A write whose reply was lost may have happened. It is sent again; when the store then says that the
condition does not hold, the object is looked at: if it holds our bytes, the write was ours.
"""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, NotFound, Silent, Unavailable
from mcdeploy.store.backoff import Backoff
from mcdeploy.store.contract import (
    Absent,
    Condition,
    Part,
    Reading,
    Stat,
    Store,
    Unchanged,
    Upload,
    Version,
)
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.wrapper import Wrapper

T = TypeVar("T")

PATIENT = Backoff()


class Retrying(Wrapper):
    """A store that is asked again when it did not answer; keeps every promise of the contract."""

    def __init__(
        self,
        inner: Store,
        backoff: Backoff = PATIENT,
        sleep: Callable[[float], None] = time.sleep,
        told: Callable[[str, float], None] = lambda operation, seconds: None,  # noqa: ARG005
    ) -> None:
        """`told` hears which operation is tried again, after so many seconds."""
        super().__init__(inner)
        self._backoff = backoff
        self._sleep = sleep
        self._told = told

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:  # noqa: ARG002
        tried = 0
        while True:
            try:
                return call()
            except Unavailable as error:
                tried = self._wait(tried + 1, error)

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        """A stream that breaks goes on with the rest of the same version."""
        reading = super().read(key, start, length, version)
        opened: Iterator[bytes] | None = reading.chunks
        got = 0

        def rest() -> Iterator[bytes]:
            nonlocal opened, got
            chunks, opened = opened, None
            if chunks is None:
                left = None if length is None else length - got
                chunks = self.inner.read(key, start + got, left, reading.stat.version).chunks
            for chunk in chunks:
                got += len(chunk)
                yield chunk

        return Reading(reading.stat, self._stream(rest))

    def list(self, prefix: str) -> Iterator[Stat]:
        """A listing that breaks begins again and skips what it gave already."""
        last: str | None = None

        def rest() -> Iterator[Stat]:
            nonlocal last
            given = None if last is None else _order(last)
            for stat in self.inner.list(prefix):
                if given is None or _order(stat.key) > given:
                    last = stat.key
                    yield stat

        return self._stream(rest)

    def uploads(self, prefix: str) -> Iterator[Upload]:
        return iter(self.around("uploads", prefix, lambda: [*self.inner.uploads(prefix)]))

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        def ours() -> Stat | None:
            stat = self.head(key)
            return stat if self._holds(stat, data, condition) else None

        return _twice(lambda: self._write(lambda: self.inner.put(key, data, condition), ours))

    def _holds(self, stat: Stat, data: bytes, condition: Condition) -> bool:
        """Whether the object is our bytes. Of a new one the store's own checksums say it; one that
        writers replace is read, for there the next bit counts."""
        agree = stat.agree(digest([data]).checksums())
        if agree is not None and isinstance(condition, Absent):
            return agree and stat.size == len(data)
        return get(self, stat.key) == (data, stat.version)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        return _twice(lambda: super(Retrying, self).put_part(upload, number, data))

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        def ours() -> Stat | None:
            stat = self.head(upload.key)
            return stat if stat.agree(whole) is True else None

        return self._write(lambda: self.inner.complete(upload, parts, whole), ours)

    def delete(self, key: str, condition: Unchanged | None = None) -> None:
        def ours() -> bool | None:
            try:
                self.head(key)
            except NotFound:
                return True
            return None

        def write() -> bool:
            self.inner.delete(key, condition)
            return True

        self._write(write, ours)

    def _write(self, write: Callable[[], T], ours: Callable[[], T | None]) -> T:
        """Write. The refusal of a later try may be the success of an earlier one: `ours` reads
        back and gives the result if it is, else None."""
        unsure = False

        def attempt() -> T:
            nonlocal unsure
            try:
                return write()
            except Unavailable:
                unsure = True
                raise
            except (ConditionFailed, NotFound):
                if unsure and (result := ours()) is not None:
                    return result
                raise

        return self.around("write", "", attempt)

    def _stream(self, rest: Callable[[], Iterator[T]]) -> Iterator[T]:
        """Yield from a stream that is opened again, at its rest, when it breaks."""
        tried = 0
        while True:
            try:
                yield from rest()
            except Unavailable as error:
                tried = self._wait(tried + 1, error)
            else:
                return

    def _wait(self, tried: int, error: Unavailable) -> int:
        """Wait for the next try and say how many count as made; after the last one raise. Whoever
        was silent has been waited for already: one more try has to do."""
        if tried >= self._backoff.tries:
            raise error
        if isinstance(error, Silent):
            self._told(error.operation, 0.0)
            return self._backoff.tries - 1
        seconds = self._backoff.wait(tried, error.retry_after)
        self._told(error.operation, seconds)
        self._sleep(seconds)
        return tried


def _twice(send: Callable[[], T]) -> T:
    """What arrived damaged is sent once more."""
    try:
        return send()
    except Damaged:
        return send()


def _order(key: str) -> bytes:
    """By what the contract sorts; a folder gives names that are no UTF-8 with surrogate escapes."""
    return key.encode("utf-8", "surrogateescape")
