"""What an object is, and its bytes, through a driver."""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

from mcdeploy.errors import ConditionFailed, Unavailable
from mcdeploy.store.contract import Stat, Version
from mcdeploy_libcloud.client import Client, Driver, last_response

_CHUNK = 2**20
_LARGEST = 8 * 2**20
_LOOKS = 3  # times to look at an object that changes between the look and the read


def etag(found: Any) -> str:
    return str((found.extra or {}).get("etag") or found.hash or "").strip('"')


def version(client: Client, found: Any) -> Version | None:
    """The driver's own name of the state; None when it has none that follows the bytes."""
    own = (found.extra or {}).get("fileId") or etag(found)
    return Version(own) if client.traits.tags and own not in ("", "none") else None


def version_of(data: bytes) -> Version:
    """The name of a state where the driver has none: the digest of its bytes."""
    return Version("sha256:" + hashlib.sha256(data).hexdigest())


def describe(client: Client, driver: Driver, found: Any) -> Stat:
    named = version(client, found) or _digested(driver, found)
    return Stat(found.name, int(found.size), named)


def _digested(driver: Driver, found: Any) -> Version:
    running = hashlib.sha256()
    for chunk in driver.download_object_as_stream(found, chunk_size=_CHUNK):
        running.update(chunk)
    return Version("sha256:" + running.hexdigest())


def open_source(
    client: Client,
    driver: Driver,
    key: str,
    start: int,
    length: int | None,
    wanted: Version | None,
) -> "tuple[Stat, Source]":
    """Look at the object, ask for its bytes, and see that both were of one state."""
    for _ in range(_LOOKS):
        found = driver.get_object(client.container, key)
        stat = describe(client, driver, found)
        if wanted not in (None, stat.version):
            raise ConditionFailed(client.name, "read", f"{key} is no longer at {wanted}")
        end = stat.size if length is None else min(stat.size, start + length)
        source = Source(client, driver, found, start, max(start, end))
        if source.etag in (None, etag(found)):
            return stat, source
        source.close()
    raise Unavailable(client.name, "read", f"{key} changes faster than it can be read")


def stream(source: "Source", held: ExitStack) -> Iterator[bytes]:
    """The bytes; what is held is let go after them, or when the reader stops."""
    chunks = _stream(source, held)
    next(chunks)  # from here on it lets go, even if nobody asks for a byte
    return chunks


def _stream(source: "Source", held: ExitStack) -> Iterator[bytes]:
    with held:
        yield b""
        yield from source.bytes()


class Source:
    """One request for a range of an object, under way on a driver of its own."""

    def __init__(self, client: Client, driver: Driver, found: Any, start: int, end: int) -> None:
        self._name = client.name
        self._length = end - start
        self._skip = 0
        self._response = None
        self._chunks: Iterator[bytes] = iter(())
        if not self._length:
            return
        if client.traits.ranges and (start, end) != (0, found.size):
            self._chunks = driver.download_object_range_as_stream(found, start, end, _CHUNK)
        else:
            self._chunks = driver.download_object_as_stream(found, _CHUNK)
            self._skip = start
        self._response = last_response(driver)

    @property
    def etag(self) -> str | None:
        """The tag that came with these very bytes, where there is one."""
        if self._response is None:
            return None
        found = self._response.headers.get("etag")
        return None if found is None else str(found).strip('"')

    def bytes(self) -> Iterator[bytes]:
        skip, left = self._skip, self._length
        if not left:
            return
        for chunk in self._chunks:
            piece = chunk[skip : skip + left]
            skip = max(0, skip - len(chunk))
            left -= len(piece)
            yield from (piece[at : at + _LARGEST] for at in range(0, len(piece), _LARGEST))
            if not left:
                return
        raise Unavailable(self._name, "read", f"the store stopped {left} bytes early")

    def close(self) -> None:
        if self._response is not None:
            self._response.close()
