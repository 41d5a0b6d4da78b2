"""Wrappers are stores: they keep every promise, and do the one thing that they are for."""

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import NotFound
from mcdeploy.store.contract import Absent
from mcdeploy.store.digest import chunks, digest
from mcdeploy.store.dry_run import DryRun
from mcdeploy.store.trace import Call, Traced
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.memory import MemoryStore


class TestTraced(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        calls: list[Call] = []
        one = Traced(MemoryStore(cloud={}), calls.append)
        return lambda: one

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"memory://memory/{key}"


def test_every_call_is_told_with_its_error() -> None:
    calls: list[Call] = []
    store = Traced(MemoryStore("rack"), calls.append)
    store.put("a", b"x", Absent())
    with pytest.raises(NotFound):
        store.head("b")
    told = [(call.store, call.operation, call.key, call.error) for call in calls]
    assert told == [("rack", "put", "a", None), ("rack", "head", "b", "NotFound")]
    assert all(call.seconds >= 0 for call in calls)


def test_a_dry_run_reads_and_never_writes() -> None:
    inner = MemoryStore()
    inner.put("kept", b"data", Absent())
    told: list[tuple[str, str, int]] = []
    store = DryRun(inner, lambda *write: told.append(write))
    store.put("new", b"12345", Absent())
    store.delete("kept")
    upload = store.begin("large", 3, 3)
    part = store.put_part(upload, 1, b"abc")
    assert store.parts(upload) == ()
    store.complete(upload, (part,), Checksums())
    store.pull("https://elsewhere/a", "pulled", 4, Checksums())
    store.abort(upload)
    store.copy("kept", "copy")
    assert [stat.key for stat in store.list("")] == ["kept"]
    assert [stat.key for stat in inner.list("")] == ["kept"]
    assert list(inner.uploads("")) == []
    assert told[:3] == [("put", "new", 5), ("delete", "kept", 0), ("begin", "large", 3)]


def test_the_checksums_are_those_of_the_catalogue_of_crcs() -> None:
    """Check values for "123456789": CRC-64/NVME and CRC-32/ISCSI in the reveng catalogue."""
    sums = digest([b"1234", b"56789"]).checksums()
    assert (sums.crc64nvme, sums.crc32c) == (0xAE8B14860A799888, 0xE3069283)


def test_content_comes_in_pieces() -> None:
    assert list(chunks(b"abcdefg", 3)) == [b"abc", b"def", b"g"]
    assert list(chunks(b"", 3)) == []
