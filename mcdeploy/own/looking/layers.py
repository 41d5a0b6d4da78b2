"""What is packed in a stream: compressed once more, or an archive with members.

Nothing is written where a name of the archive says. A zip is read from its end, so one that is not
a file of its own is copied to a nameless temporary file first.
"""

import bz2
import gzip
import io
import lzma
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from mcdeploy.own.looking.forward import Forward, Readable
from mcdeploy.store.digest import CHUNK

Layer = tuple[str, Readable]
"""What is packed: the name of a member (empty for what is only compressed), and its bytes."""

DAMAGED = (
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    tarfile.TarError,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard library raises when something is not packed as it says."""

_BLOCK = 512
_ZLIB, _LZMA = 0x78, b"\x5d\x00\x00"


def layers(stream: Forward, path: Path | None) -> Iterator[Layer] | None:
    """What is packed in a stream, or None when nothing is. `path` is the file where the stream is
    a whole file. May raise any of `DAMAGED` while it is read."""
    if path is not None and zipfile.is_zipfile(path):
        return _zip(path)
    head = stream.peek(_BLOCK)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _spooled(stream)
    if _is_tar(head):
        return _tar(stream)
    unpacked = _compressed(head)
    return None if unpacked is None else iter([("", unpacked(stream))])


def _compressed(head: bytes) -> Callable[[Forward], Readable] | None:
    if head.startswith(b"\x1f\x8b"):
        return lambda stream: gzip.GzipFile(fileobj=stream)
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    if head.startswith((b"\xfd7zXZ\x00", _LZMA)):
        return lambda stream: lzma.LZMAFile(io.BufferedReader(stream))
    if len(head) > 1 and head[0] == _ZLIB and int.from_bytes(head[:2], "big") % 31 == 0:
        return Inflated
    return None


class Inflated:
    """A zlib stream (RFC 1950), unpacked."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self._unpacker = zlib.decompressobj()

    def read(self, size: int, /) -> bytes:
        while not self._unpacker.eof:
            packed = self._unpacker.unconsumed_tail or self._stream.read(io.DEFAULT_BUFFER_SIZE)
            if data := self._unpacker.decompress(packed, size):
                return data
            if not packed:
                raise EOFError("a zlib stream ends early")
        return b""


def _is_tar(head: bytes) -> bool:
    """Whether this is the header of a member, by its checksum."""
    if len(head) < _BLOCK or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _tar(stream: Forward) -> Iterator[Layer]:
    with tarfile.open(fileobj=stream, mode="r|", bufsize=2**20) as archive:
        for member in archive:
            if member.isreg() and (data := archive.extractfile(member)) is not None:
                yield member.name, data


def _zip(file: Path | BinaryIO) -> Iterator[Layer]:
    with zipfile.ZipFile(file) as archive:
        for member in archive.infolist():
            if not member.is_dir():
                with archive.open(member) as data:
                    yield member.filename, data


def _spooled(stream: Forward) -> Iterator[Layer]:
    with tempfile.TemporaryFile() as copy:
        while chunk := stream.read(CHUNK):
            copy.write(chunk)
        yield from _zip(copy)
