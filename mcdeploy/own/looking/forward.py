"""Bytes that are read once, from the first to the last, within a budget."""

import io
from typing import Protocol

from mcdeploy.store.digest import CHUNK


class Readable(Protocol):
    """What gives bytes."""

    def read(self, size: int, /) -> bytes: ...


MEMBERS = 10_000
"""Of all archives in one file."""


class TooMuch(Exception):
    """What is packed unpacks to more than anybody looks at; it never leaves this package."""


class Budget:
    """How many unpacked bytes, and how many members, may still be looked at, in all layers
    together."""

    def __init__(self, left: int) -> None:
        self.left = left
        self.members = MEMBERS

    def take(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise TooMuch

    def take_member(self) -> None:
        self.members -= 1
        if self.members < 0:
            raise TooMuch


class Forward(io.RawIOBase):
    """A stream whose beginning can be looked at before it is read."""

    def __init__(self, stream: Readable, budget: Budget) -> None:
        super().__init__()
        self._stream = stream
        self._held, self._at = b"", 0
        self.budget = budget

    def readable(self) -> bool:
        return True

    def peek(self, size: int) -> bytes:
        """The next bytes, fewer only at the end; they are still there for `read`."""
        while (lacking := size - len(self._held) + self._at) > 0 and (new := self._fetch(lacking)):
            self._held, self._at = self._held[self._at :] + new, 0
        return self._held[self._at : self._at + size]

    def read(self, size: int = -1, /) -> bytes:
        """So many bytes; fewer only at the end."""
        if size < 0:
            raise io.UnsupportedOperation("reads of unknown size")
        taken = self.peek(size)
        self._at += len(taken)
        return taken

    def readinto(self, buffer: "memoryview | bytearray", /) -> int:  # type: ignore[override]
        data = self.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def skip(self, size: int) -> None:
        """Pass over so many bytes. ValueError when there are fewer."""
        while size and (passed := len(self.read(min(size, CHUNK)))):
            size -= passed
        if size:
            raise ValueError("the stream ends early")

    def exactly(self, size: int) -> bytes:
        """So many bytes. ValueError when there are fewer."""
        if len(data := self.read(size)) < size:
            raise ValueError("the stream ends early")
        return data

    def line(self, most: int) -> bytes:
        """The bytes up to a newline and with it, the first `most` of them where there are more.
        ValueError when there is no newline any more."""
        kept = b""
        while b"\n" not in (ahead := self.peek(max(most, 1))):
            if len(ahead) < most:
                raise ValueError("the stream ends early")
            kept = kept or ahead
            self.skip(len(ahead))
        end = self.read(ahead.index(b"\n") + 1)
        return kept[:most] + b"\n" if kept else end

    def _fetch(self, size: int) -> bytes:
        data = self._stream.read(size)
        self.budget.take(len(data))
        return data
