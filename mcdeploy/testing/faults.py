"""Injected faults: a store that goes dark, breaks streams, and loses replies."""

import itertools
import threading
from collections.abc import Callable, Iterator
from typing import TypeVar

from mcdeploy.errors import Unavailable
from mcdeploy.store.contract import Reading, Stat, Store, Version
from mcdeploy.store.wrapper import Wrapper

T = TypeVar("T")


class Killed(BaseException):
    """The process dies here: nothing in the code under test may catch it."""


class Dark(Wrapper):
    """A store that answers nothing while `dark` is set."""

    def __init__(self, inner: Store, *, dark: bool = True) -> None:
        super().__init__(inner)
        self.dark = dark

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        if self.dark:
            raise Unavailable(self.name, operation, f"{key}: the cloud is dark")
        return call()


class LostReply(Wrapper):
    """Carries out every call, and loses the reply where `lost`, given the operation and the number
    of the call (from 0), says so."""

    def __init__(self, inner: Store, lost: Callable[[str, int], bool]) -> None:
        super().__init__(inner)
        self._lost = lost
        self._count = itertools.count()

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        result = call()
        if self._lost(operation, next(self._count)):
            raise Unavailable(self.name, operation, f"{key}: the reply was lost")
        return result


class Torn(Wrapper):
    """A store whose streams break where `after`, given the number of the stream (from 0), says so:
    after so many bytes of a reading or objects of a listing; None: that one is whole."""

    def __init__(self, inner: Store, after: Callable[[int], int | None]) -> None:
        super().__init__(inner)
        self._after = after
        self._count = itertools.count()

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        reading = super().read(key, start, length, version)
        most = self._after(next(self._count))
        if most is None:
            return reading
        return Reading(reading.stat, self._tear(key, reading.chunks, most))

    def list(self, prefix: str) -> Iterator[Stat]:
        most = self._after(next(self._count))
        for number, stat in enumerate(super().list(prefix)):
            if number == most:
                raise self._broken("list", prefix)
            yield stat

    def _tear(self, key: str, chunks: Iterator[bytes], most: int) -> Iterator[bytes]:
        for chunk in chunks:
            if most:
                yield chunk[:most]
            most -= len(chunk)
            if most < 0:
                raise self._broken("read", key)

    def _broken(self, operation: str, key: str) -> Unavailable:
        return Unavailable(self.name, operation, f"{key}: the connection broke")


class Fuse:
    """Blows after so many calls, over all the stores that share it."""

    def __init__(self, calls: int) -> None:
        self._left = calls
        self._lock = threading.Lock()

    def burn(self) -> None:
        with self._lock:
            if self._left <= 0:
                raise Killed
            self._left -= 1


class Mortal(Wrapper):
    """A store whose process is killed when the fuse blows: every later call is Killed too."""

    def __init__(self, inner: Store, fuse: Fuse) -> None:
        super().__init__(inner)
        self._fuse = fuse

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:  # noqa: ARG002
        self._fuse.burn()
        return call()
