"""One pass over the bytes gives every checksum that any store can confirm.

SHA-256 is the identity; CRC64NVME is what S3 computes over a whole object, CRC32C what Google
Cloud Storage does. awscrt computes both CRCs in native code and lets the interpreter go meanwhile.
"""

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from awscrt import checksums as crt

from mcdeploy.domain import Checksums, Content

CHUNK = 8 * 2**20


class Digest:
    """Running checksums of a stream; also counts its bytes in `size`."""

    def __init__(self) -> None:
        self.size = 0
        self._sha256 = hashlib.sha256()
        self._crc32c = 0
        self._crc64nvme = 0

    def update(self, chunk: bytes) -> None:
        self.size += len(chunk)
        self._sha256.update(chunk)
        self._crc32c = crt.crc32c(chunk, self._crc32c)
        self._crc64nvme = crt.crc64nvme(chunk, self._crc64nvme)

    def checksums(self) -> Checksums:
        return Checksums(
            crc32c=self._crc32c, crc64nvme=self._crc64nvme, sha256=self._sha256.hexdigest()
        )


def digest(chunks: Iterable[bytes]) -> Digest:
    """Consume a stream of bytes."""
    running = Digest()
    for chunk in chunks:
        running.update(chunk)
    return running


def chunks(content: Content, size: int = CHUNK) -> Iterator[bytes]:
    """The bytes of a file or of memory, in pieces of `size` bytes, the last one shorter."""
    if isinstance(content, bytes):
        yield from (content[start : start + size] for start in range(0, len(content), size))
        return
    with Path(content).open("rb") as file:
        while chunk := file.read(size):
            yield chunk


def pieces(stream: Iterable[bytes], size: int) -> Iterator[bytes]:
    """Cut a stream of any chunks into pieces of `size` bytes, the last one shorter."""
    held = bytearray()
    for chunk in stream:
        held += chunk
        while len(held) >= size:
            yield bytes(held[:size])
            del held[:size]
    if held:
        yield bytes(held)
