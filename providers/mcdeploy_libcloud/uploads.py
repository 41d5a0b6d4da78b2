"""Large objects through drivers that only take a stream.

A thread of the upload's own runs the driver, which pulls the parts in order. One part waits while
another is sent, so two are in memory, besides what the driver itself keeps of them.
"""

import secrets
from collections.abc import Callable, Iterator
from threading import Condition, Thread

from awscrt import checksums as crt

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import Part

_SLICE = 2**20

Send = Callable[[Iterator[bytes]], None]
"""Writes an object from a stream; runs in the upload's thread."""


class Stopped(Exception):
    """Raised inside the driver's stream, so that it gives up what it has sent."""


class Streaming:
    """One object on its way, in the hands of one process."""

    def __init__(self, key: str, size: int, send: Send) -> None:
        self.key = key
        self.size = size
        self.id = secrets.token_hex(16)
        self.parts: tuple[Part, ...] = ()
        self.started = False
        self._send = send
        self._turn = Condition()
        self._waiting: bytes | None = None
        self._ended = self._stopped = self._finished = False
        self._error: BaseException | None = None
        self._thread = Thread(target=self._run, name=f"upload {self.id}", daemon=True)

    def start(self) -> None:
        self.started = True
        self._thread.start()

    def feed(self, part: Part, data: bytes) -> None:
        """Hand over the next part; returns when the one before it has been taken."""
        with self._turn:
            self._turn.wait_for(lambda: self._waiting is None or self._finished)
            if self._error is not None:
                raise self._error
            self._waiting = data
            self.parts += (part,)
            self._turn.notify_all()

    def finish(self) -> None:
        """Say that this was all; returns when the object is there."""
        with self._turn:
            self._ended = True
            self._turn.notify_all()
        self._thread.join()
        if self._error is not None:
            raise self._error

    def stop(self) -> None:
        """Give up; returns when the driver has let go."""
        with self._turn:
            self._stopped = True
            self._turn.notify_all()
        if self.started:
            self._thread.join()

    def whole(self) -> Checksums:
        """What the parts add up to."""
        crc = 0
        for part in self.parts:
            crc = crt.combine_crc64nvme(crc, int(part.tag, 16), part.size)
        return Checksums(crc64nvme=crc)

    def _run(self) -> None:
        try:
            self._send(self._stream())
        except Exception as error:  # noqa: BLE001 - handed to the thread that feeds
            self._error = error
        with self._turn:
            self._finished = True
            self._turn.notify_all()

    def _stream(self) -> Iterator[bytes]:
        while (data := self._next()) is not None:
            yield from (data[at : at + _SLICE] for at in range(0, len(data), _SLICE))

    def _next(self) -> bytes | None:
        with self._turn:
            self._turn.wait_for(lambda: self._waiting is not None or self._ended or self._stopped)
            if self._stopped:
                raise Stopped
            data, self._waiting = self._waiting, None
            self._turn.notify_all()
            return data


def numbered(number: int, data: bytes) -> Part:
    return Part(number, len(data), f"{crt.crc64nvme(data):016x}")
