"""Checksums as S3 writes them."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums
from mcdeploy.store.digest import digest
from mcdeploy_aws import checksums
from mcdeploy_aws.settings import Checksum


@given(st.binary())
def test_what_is_sent_is_what_is_understood(data: bytes) -> None:
    ours = digest([data]).checksums()
    for checksum in (Checksum.CRC64NVME, Checksum.CRC32C):
        sent = checksums.of_body(checksum, data)
        assert checksums.reported(sent).agree(ours) is True
        assert checksums.of_whole(checksum, ours) == {"ChecksumType": "FULL_OBJECT", **sent}


def test_the_bytes_are_big_endian() -> None:
    """The check value of CRC-64/NVME over "123456789" is AE8B14860A799888 (NVM Command Set)."""
    sent = checksums.of_body(Checksum.CRC64NVME, b"123456789")["ChecksumCRC64NVME"]
    assert base64.b64decode(sent).hex() == "ae8b14860a799888"


def test_without_a_checksum_nothing_is_sent() -> None:
    whole = digest([b"x"]).checksums()
    assert checksums.of_body(Checksum.NONE, b"x") == {}
    assert checksums.of_upload(Checksum.NONE) == {}
    assert checksums.of_whole(Checksum.NONE, whole) == {}
    assert checksums.of_whole(Checksum.CRC64NVME, Checksums(crc32c=1)) == {}


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"ChecksumCRC64NVME": "AAAAAA=="},  # four bytes: what moto says after completion
        {"ChecksumCRC64NVME": "not base64"},
        {"ChecksumCRC32C": "AAAAAA==-3"},
        {"ChecksumCRC32C": "AAAAAA==", "ChecksumType": "COMPOSITE"},
        {"ETag": '"d41d8cd98f00b204e9800998ecf8427e"'},
    ],
)
def test_what_is_no_checksum_of_the_whole_object_does_not_count(answer: dict[str, str]) -> None:
    assert checksums.reported(answer) == Checksums()
