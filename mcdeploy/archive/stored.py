"""gzip (RFC 1952) around deflate's stored blocks (RFC 1951, 3.2.4).

zlib, zlib-ng and their versions compress the same bytes differently; bytes that are not compressed
are the same everywhere. A model's weights hardly shrink anyway.
"""

import io
import struct
import zlib
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

HEADER = b"\x1f\x8b\x08\x00" + bytes(4) + b"\x00\xff"
"""Deflate, no name, no time, no system."""
LARGEST = 0xFFFF
LAST = b"\x01\x00\x00\xff\xff"
"""The block that ends the stream; it holds nothing."""


class Stored(io.RawIOBase):
    """A stream that wraps what is written to it, in blocks that do not depend on how it comes."""

    def __init__(self, into: IO[bytes]) -> None:
        super().__init__()
        self._into = into
        self._held = bytearray()
        self._crc = 0
        self._size = 0
        into.write(HEADER)

    def write(self, buffer: "ReadableBuffer", /) -> int:
        data = bytes(buffer)
        self._crc = zlib.crc32(data, self._crc)
        self._size += len(data)
        self._held += data
        whole = len(self._held) // LARGEST * LARGEST
        for start in range(0, whole, LARGEST):
            self._block(self._held[start : start + LARGEST])
        del self._held[:whole]
        return len(data)

    def finish(self) -> None:
        """End the gzip stream; the stream below stays open."""
        if self._held:
            self._block(self._held)
        self._into.write(LAST + struct.pack("<II", self._crc, self._size & 0xFFFFFFFF))

    def _block(self, data: bytes | bytearray) -> None:
        size = len(data)
        self._into.write(struct.pack("<BHH", 0, size, size ^ 0xFFFF) + data)
