"""What Cloud Storage says of an object, as the contract's values.

Checksums are those that the service computes over the bytes it stores: CRC32C of every object, MD5
of all that were not composed. On the wire both are base64, the CRC big-endian.
"""

import base64
from collections.abc import Mapping
from typing import Any

from mcdeploy.domain import Checksums
from mcdeploy.store.contract import Stat, Version


def of_blob(blob: Any) -> Stat:
    """From the metadata of a `google.cloud.storage.Blob` that was loaded or listed."""
    return Stat(
        blob.name,
        int(blob.size),
        Version(str(blob.generation)),
        _checksums(blob.crc32c, blob.md5_hash),
    )


def of_headers(key: str, headers: Mapping[str, str]) -> Stat:
    """From the headers of a media download, whole or of a range."""
    hashes = dict(
        one.strip().split("=", 1) for one in headers.get("X-Goog-Hash", "").split(",") if one
    )
    size = headers.get("Content-Range", "").rpartition("/")[2] or headers["Content-Length"]
    return Stat(
        key,
        int(size),
        Version(headers["X-Goog-Generation"]),
        _checksums(hashes.get("crc32c"), hashes.get("md5")),
    )


def _checksums(crc32c: str | None, md5: str | None) -> Checksums:
    return Checksums(
        crc32c=int.from_bytes(base64.b64decode(crc32c)) if crc32c else None,
        md5=base64.b64decode(md5).hex() if md5 else None,
    )
