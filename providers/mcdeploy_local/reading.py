"""Opening an object, and its bytes as a stream."""

import errno
import io
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mcdeploy.store.contract import Stat
from mcdeploy_local.exclusive import version
from mcdeploy_local.layout import Layout

_CHUNK = 2**20
_FLAGS = os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC | os.O_NONBLOCK


def find(layout: Layout, key: str) -> tuple[Path, os.stat_result]:
    """The object's place and state. Raises `FileNotFoundError`."""
    for path in layout.places(key):
        with suppress(FileNotFoundError, NotADirectoryError):
            state = path.lstat()
            if stat.S_ISREG(state.st_mode):
                return path, state
    raise FileNotFoundError(errno.ENOENT, "there is no such object", key)


def open_object(layout: Layout, key: str) -> io.FileIO:
    """The object opened for reading: its bytes are those of one state, whatever happens to the key.

    Raises `FileNotFoundError`.
    """
    for path in layout.places(key):
        with suppress(FileNotFoundError, NotADirectoryError):
            if stat.S_ISREG(path.lstat().st_mode):
                return io.FileIO(path, opener=lambda name, _: os.open(name, _FLAGS))
    raise FileNotFoundError(errno.ENOENT, "there is no such object", key)


def described(key: str, file: io.FileIO) -> Stat:
    state = os.fstat(file.fileno())
    return Stat(key, state.st_size, version(state))


def stream(file: io.FileIO, start: int, end: int) -> Iterator[bytes]:
    """The bytes from `start` to `end`; the file is closed after them, or when the reader stops."""
    chunks = _stream(file, start, end)
    next(chunks)  # from here on its `finally` runs, even if nobody asks for a byte
    return chunks


def _stream(file: io.FileIO, start: int, end: int) -> Iterator[bytes]:
    with file:
        yield b""
        file.seek(start)
        while start < end:
            chunk = file.read(min(_CHUNK, end - start))
            if not chunk:
                raise OSError("the file became shorter while it was read")
            start += len(chunk)
            yield chunk
