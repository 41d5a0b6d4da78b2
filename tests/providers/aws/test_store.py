"""What the conformance suite does not ask of S3: checksums, copies in parts, streams."""

import os
import subprocess
import sys
from collections.abc import Generator, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from mcdeploy.domain import Target
from mcdeploy.errors import AccessDenied, Damaged, NotFound, Unavailable, Unsupported
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.digest import digest
from mcdeploy.testing.emulators import S3Rig
from mcdeploy_aws import checksums, provider, services

from .answering import Answer, Open, Reply, error

PART = 5 * 2**20
DATA = bytes(range(251)) * (PART * 2 // 251) + b"the end"
PARTS = [DATA[cut : cut + PART] for cut in range(0, len(DATA), PART)]
WHOLE = digest([DATA]).checksums()


@pytest.fixture
def store(open_at: Open, seaweedfs: S3Rig) -> Iterator[Store]:
    store = open_at(seaweedfs.url, bucket="store")
    target = Target(
        "rack", "aws", "", "us-east-1", settings={"bucket": "store", "endpoint": seaweedfs.url}
    )
    provider.create(target)
    yield store
    for stat in store.list(""):
        store.delete(stat.key)


def _upload(store: Store, key: str) -> None:
    upload = store.begin(key, len(DATA), PART)
    parts = tuple(store.put_part(upload, number, part) for number, part in enumerate(PARTS, 1))
    store.complete(upload, parts, WHOLE)


@pytest.mark.parametrize("checksum", ["crc64nvme", "crc32c"])
def test_the_store_itself_says_the_checksum_of_the_whole(
    store: Store, open_at: Open, seaweedfs: S3Rig, checksum: str
) -> None:
    asked = open_at(seaweedfs.url, bucket="store", checksum=checksum)
    _upload(asked, "large")
    asked.put("small", b"hello", Absent())
    assert getattr(asked.head("large").checksums, checksum) == getattr(WHOLE, checksum)
    assert store.head("small").checksums.agree(digest([b"hello"]).checksums()) is True


def test_without_a_checksum_the_store_promises_none(
    store: Store, open_at: Open, seaweedfs: S3Rig
) -> None:
    plain = open_at(seaweedfs.url, bucket="store", checksum="none")
    assert not plain.capabilities.verifies_on_arrival
    assert not plain.capabilities.verifies_whole
    _upload(plain, "large")
    assert store.head("large").size == len(DATA)


def test_bytes_that_arrive_damaged_are_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The checksum is the one of other bytes, as if these had changed on the way."""
    upload = store.begin("large", len(DATA), PART)
    honest = checksums.of_body
    monkeypatch.setattr(checksums, "of_body", lambda kind, data: honest(kind, data + b"!"))
    with pytest.raises(Damaged):
        store.put("small", b"hello", Absent())
    with pytest.raises(Damaged):
        store.put_part(upload, 1, PARTS[0])
    store.abort(upload)
    assert list(store.list("")) == []


def test_a_large_object_is_copied_in_parts(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "COPY_AT_ONCE", PART)
    monkeypatch.setattr(services, "COPY_PART", PART)
    _upload(store, "from here+there")
    for _ in range(2):
        store.copy("from here+there", "to")
    assert b"".join(store.read("to").chunks) == DATA
    assert list(store.uploads("")) == []


def test_a_large_object_is_pulled_in_parts_that_must_add_up(
    store: Store, seaweedfs: S3Rig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "COPY_AT_ONCE", PART)
    monkeypatch.setattr(services, "COPY_PART", PART)
    _upload(store, "from")
    url = f"{seaweedfs.url}/store/from"
    told = store.pull(url, "to", len(DATA), WHOLE)
    assert told == store.head("to")
    assert told.checksums.agree(WHOLE) is True
    other = replace(WHOLE, crc64nvme=1)
    with monkeypatch.context() as releaser:
        releaser.setattr(store, "delete", _forbidden)
        for size, whole in ((len(DATA), other), (len(DATA) - 1, WHOLE), (3 * PART, WHOLE)):
            with pytest.raises(Damaged):
                store.pull(url, "damaged", size, whole)
    with pytest.raises(NotFound):
        store.head("damaged")
    assert list(store.uploads("")) == []


def _forbidden(*_: object) -> None:
    raise AccessDenied("rack", "delete", "not allowed")


def test_what_is_pulled_from_a_missing_bucket_is_not_found(store: Store, seaweedfs: S3Rig) -> None:
    with pytest.raises(NotFound, match="absent/from"):
        store.pull(f"{seaweedfs.url}/absent/from", "to", len(DATA), WHOLE)


def test_a_copy_that_fails_leaves_no_upload(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "COPY_AT_ONCE", PART)
    monkeypatch.setattr(services, "COPY_PART", PART)
    _upload(store, "from")

    def fail(*_: object, **__: object) -> str:
        raise Unavailable("rack", "copy", "the line broke")

    monkeypatch.setattr(store, "_copy_part", fail)
    with pytest.raises(Unavailable):
        store.copy("from", "to")
    assert list(store.uploads("")) == []


GO_ON = """
import sys
from mcdeploy.domain import Checksums, Target
from mcdeploy.store.contract import Upload
from mcdeploy_aws import provider
endpoint, id, tail = sys.argv[1:]
settings = {"bucket": "store", "endpoint": endpoint}
store = provider.open(Target("rack", "aws", "", "us-east-1", settings=settings))
upload = Upload("large", id)
parts = store.parts(upload)
parts += (store.put_part(upload, len(parts) + 1, tail.encode()),)
store.complete(upload, parts, Checksums())
"""


def test_another_process_goes_on(store: Store, seaweedfs: S3Rig) -> None:
    upload = store.begin("large", len(DATA), PART)
    for number in (1, 2):
        store.put_part(upload, number, PARTS[0])
    program = [sys.executable, "-c", GO_ON, seaweedfs.url, upload.id, "the end"]
    subprocess.run(program, check=True, env=os.environ)
    assert b"".join(store.read("large").chunks) == PARTS[0] * 2 + b"the end"
    with pytest.raises(NotFound):
        store.parts(upload)


def test_a_listing_of_folders_is_sorted_by_bytes(store: Store) -> None:
    """SeaweedFS itself gives `a/b` before `a-b`."""
    for key in ("a/b", "a-b", "a.b", "a0"):
        store.put(key, b"x", Absent())
    keys = [stat.key.encode() for stat in store.list("")]
    assert len(keys) == 4
    assert all(one < next_ for one, next_ in pairwise(keys))


def test_a_reader_that_stops_early_closes_its_connection(store: Store) -> None:
    _upload(store, "large")
    readings = [store.read("large") for _ in range(8)]
    before = _open_sockets()
    for reading in readings:
        assert isinstance(reading.chunks, Generator)
        assert next(reading.chunks)
        reading.chunks.close()
    assert _open_sockets() == before - 8


def _open_sockets() -> int:
    """Of this process; Linux and macOS both list its descriptors under /dev/fd."""
    return sum(path.is_socket() for path in Path("/dev/fd").iterdir())


def test_chunks_are_small(store: Store) -> None:
    _upload(store, "large")
    assert max(len(chunk) for chunk in store.read("large").chunks) <= 8 * 2**20


def test_a_stream_never_ends_early(open_at: Open, answering: Answer) -> None:
    """No emulator breaks off."""
    reply = Reply(200, b"half", {"ETag": '"v"'}, announced=8)
    reading = open_at(answering(reply).url).read("a")
    with pytest.raises(Unavailable):
        list(reading.chunks)


def test_an_object_that_grew_past_the_start_is_read_again(open_at: Open, answering: Answer) -> None:
    """No emulator changes an object between two requests."""
    grown = Reply(200, b"0123456789", {"ETag": '"v"'})
    server = answering(error(416, "InvalidRange"), grown)
    with pytest.raises(Unavailable, match="changed meanwhile"):
        open_at(server.url).read("a", 5)


@pytest.mark.parametrize("seconds", [0, 7 * 24 * 3600 + 1])
def test_a_signature_that_s3_would_refuse_is_refused(store: Store, seconds: int) -> None:
    with pytest.raises(Unsupported):
        store.sign("a", seconds)


@pytest.mark.parametrize("variable", ["AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL"])
def test_an_endpoint_of_the_environment_has_buckets_in_its_path(
    open_at: Open, answering: Answer, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    server = answering(Reply(200, headers={"ETag": '"v"'}))
    monkeypatch.setenv(variable, server.url.replace("127.0.0.1", "localhost"))
    open_at(None).put("a b", b"x", Absent())
    assert server.asked == ["PUT /models/a%20b"]
