"""Compressed streams that the standard library does not read as files, or that look like text."""

import io
import lzma
import zlib
from collections.abc import Callable

from mcdeploy.own.looking.forward import Readable

ENOUGH = 2**20
"""Bytes that are unpacked to see whether there are any."""


def begins(unpack: Callable[[bytes, int], bytes], head: bytes) -> bool:
    """Whether a stream is what its mark says, as far as `head` goes."""
    try:
        unpack(head, ENOUGH)
    except (lzma.LZMAError, zlib.error):
        return False
    return True


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
