"""Checksums as S3 writes them: big-endian bytes in base64."""

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from awscrt import checksums as crt

from mcdeploy.domain import Checksums
from mcdeploy_aws.settings import Checksum

_FIELDS = {Checksum.CRC64NVME: "ChecksumCRC64NVME", Checksum.CRC32C: "ChecksumCRC32C"}
_WIDTHS = {Checksum.CRC64NVME: 8, Checksum.CRC32C: 4}


def of_body(checksum: Checksum, data: bytes) -> dict[str, str]:
    """The parameters of a request that carry the checksum of its body."""
    match checksum:
        case Checksum.CRC64NVME:
            return _parameter(checksum, crt.crc64nvme(data))
        case Checksum.CRC32C:
            return _parameter(checksum, crt.crc32c(data))
        case Checksum.NONE:
            return {}


def of_upload(checksum: Checksum) -> dict[str, str]:
    """The parameters that announce which checksum the parts and the whole object will have."""
    if checksum is Checksum.NONE:
        return {}
    return {"ChecksumAlgorithm": checksum.upper(), "ChecksumType": "FULL_OBJECT"}


def of_whole(checksum: Checksum, whole: Checksums) -> dict[str, str]:
    """The parameters that carry the checksum of a whole object, as far as it is known."""
    value = whole.crc64nvme if checksum is Checksum.CRC64NVME else whole.crc32c
    if checksum is Checksum.NONE or value is None:
        return {}
    return {"ChecksumType": "FULL_OBJECT", **_parameter(checksum, value)}


def reported(answer: Mapping[str, Any]) -> Checksums:
    """What an answer of the store says about a whole object.

    A composite checksum is one of the parts' checksums, not of the object; and a value of another
    length than its algorithm's is none. An ETag counts for nothing: it is an MD5 of the object
    only for some encryptions and ways of upload, which it does not name.
    """
    if answer.get("ChecksumType") == "COMPOSITE":
        return Checksums()
    return Checksums(
        crc32c=_value(answer, Checksum.CRC32C), crc64nvme=_value(answer, Checksum.CRC64NVME)
    )


def _parameter(checksum: Checksum, value: int) -> dict[str, str]:
    encoded = base64.b64encode(value.to_bytes(_WIDTHS[checksum], "big"))
    return {_FIELDS[checksum]: encoded.decode("ascii")}


def _value(answer: Mapping[str, Any], checksum: Checksum) -> int | None:
    try:
        raw = base64.b64decode(answer.get(_FIELDS[checksum], ""), validate=True)
    except binascii.Error:
        return None
    return int.from_bytes(raw, "big") if len(raw) == _WIDTHS[checksum] else None
