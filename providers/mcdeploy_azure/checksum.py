"""The checksums that Azure compares with the bytes that arrive: CRC-64/NVME, the same function as
S3's, as little-endian bytes, or MD5; it takes one of them, not both
(learn.microsoft.com/rest/api/storageservices/put-block, read November 2026). Native code computes
the first in a fraction of the time of the second, which is what the SDK offers."""

import hashlib
from typing import Any

from awscrt import checksums as crt

from mcdeploy_azure import Checksum


def of(data: bytes) -> int:
    computed: int = crt.crc64nvme(data)
    return computed


def combined(first: int, second: int, size: int) -> int:
    """That of two pieces in a row, of which the second has so many bytes."""
    both: int = crt.combine_crc64nvme(first, second, size)
    return both


def of_body(checksum: Checksum, data: bytes, crc64nvme: int) -> dict[str, Any]:
    """The parameter of a request that carries the checksum of its body."""
    match checksum:
        case Checksum.CRC64NVME:
            return {"transactional_content_crc64": encoded(crc64nvme)}
        case Checksum.MD5:
            digest = hashlib.md5(data, usedforsecurity=False).digest()
            return {"transactional_content_md5": bytearray(digest)}


def encoded(crc64nvme: int) -> bytearray:
    return bytearray(crc64nvme.to_bytes(8, "little"))
