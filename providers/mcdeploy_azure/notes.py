"""What the writer of a blob notes in its metadata, in the request that makes the blob.

Azure compares what arrives with the checksum of each request but computes nothing over a blob. So
its writer notes the CRC64 of the whole, every byte of which was compared, and the upload that it
was.
"""

from collections.abc import Mapping

from mcdeploy.domain import Checksums

UPLOAD = "mcdeploy_upload"
CRC64NVME = "mcdeploy_crc64nvme"
DIGITS = 16


def note(crc64nvme: int | None, upload: str = "") -> dict[str, str]:
    """The metadata of a new blob."""
    crc = {} if crc64nvme is None else {CRC64NVME: f"{crc64nvme:0{DIGITS}x}"}
    return crc | ({UPLOAD: upload} if upload else {})


def noted(metadata: Mapping[str, str] | None) -> Checksums:
    """What it says of the whole; nothing where it says what cannot be."""
    told = (metadata or {}).get(CRC64NVME, "")
    known = len(told) == DIGITS and set(told) <= set("0123456789abcdef")
    return Checksums(crc64nvme=int(told, 16) if known else None)
