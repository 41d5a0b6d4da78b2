"""What is packed in a stream: compressed once more, or an archive with members.

Archives are read as strictly as when they are unpacked: what is refused there cannot be looked into
here. A zip is read from its end, so one that is not a file of its own is copied to a temporary file
first.
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

from mcdeploy.archive.entry import Entry
from mcdeploy.archive.limits import Limits
from mcdeploy.archive.tar_entries import TarReader
from mcdeploy.archive.zip_entries import ZipReader
from mcdeploy.own.looking.compressed import Inflated, begins
from mcdeploy.own.looking.forward import MEMBERS, Forward, Readable
from mcdeploy.store.digest import CHUNK

Layer = tuple[str, Readable]
"""What is packed: the name of a member (empty for what is only compressed), and its bytes."""

DAMAGED = (
    EOFError,
    MemoryError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    lzma.LZMAError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)
"""What the standard library raises when something is not packed as it says."""

_BLOCK = 512
_BLOCKS = 2**13
"""Bytes of packed data that loaders unpack at once; none of them gets anything out of a stream
that is damaged in there."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_ZLIB, _LZMA = b"\x78", b"\x5d\x00"


def layers(name: str, stream: Forward, path: Path | None) -> Iterator[Layer] | None:
    """What is packed in a stream, or None when nothing is. `path` is the file where the stream is
    a whole file. May raise any of `DAMAGED` while it is read."""
    head = stream.peek(_BLOCKS)
    if head.startswith(_ZIP):
        return _spooled(name, stream) if path is None else _zip(name, path, stream)
    if path is not None and zipfile.is_zipfile(path):
        raise ValueError("it is a zip only to whom reads it from its end")
    if _is_tar(head[:_BLOCK]):
        return _members(name, TarReader(name, io.BufferedReader(stream)).entries(), stream)
    unpacked = _compressed(head)
    return None if unpacked is None else iter([("", unpacked(stream))])


def _compressed(head: bytes) -> Callable[[Forward], Readable] | None:
    """By the marks of joblib; that of zlib is a letter too, and that of LZMA may be a length."""
    if head.startswith(b"\x1f\x8b"):
        return lambda stream: gzip.GzipFile(fileobj=stream)
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    lzma_alone = head.startswith(_LZMA) and begins(lzma.LZMADecompressor().decompress, head)
    if lzma_alone or head.startswith(b"\xfd7zXZ\x00"):
        return lambda stream: lzma.LZMAFile(io.BufferedReader(stream))
    if head.startswith(_ZLIB) and begins(zlib.decompressobj().decompress, head):
        return Inflated
    return None


def _is_tar(head: bytes) -> bool:
    """Whether this is the header of a member, by its checksum."""
    if len(head) < _BLOCK or not head[0]:
        return False
    try:
        tarfile.TarInfo.frombuf(head, "utf-8", "surrogateescape")
    except tarfile.HeaderError:
        return False
    return True


def _members(name: str, entries: Iterator[Entry], stream: Forward) -> Iterator[Layer]:
    """Each member is read to its end before the next, whoever stopped looking at it."""
    for entry in Limits(name, stream.budget.left, MEMBERS).kept(entries):
        yield entry.name, Pieces(entry.chunks)
        for _ in entry.chunks:
            pass


class Pieces:
    """Pieces of bytes, read in any sizes."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._held = b""

    def read(self, size: int, /) -> bytes:
        held = self._held or next(self._pieces, b"")
        self._held = held[size:]
        return held[:size]


def _zip(name: str, path: Path, stream: Forward) -> Iterator[Layer]:
    return _members(name, ZipReader(name, path, MEMBERS).entries(), stream)


def _spooled(name: str, stream: Forward) -> Iterator[Layer]:
    with tempfile.NamedTemporaryFile(prefix="mcdeploy-") as copy:
        while chunk := stream.read(CHUNK):
            copy.write(chunk)
        copy.flush()
        yield from _zip(name, Path(copy.name), stream)
