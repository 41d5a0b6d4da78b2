"""P5, P8: a lost answer is found out, never guessed; a silent store is asked again."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TypeVar

import pytest

from mcdeploy.domain import Checksums
from mcdeploy.errors import ConditionFailed, Damaged, Silent, Unavailable
from mcdeploy.store.backoff import Backoff
from mcdeploy.store.contract import (
    Absent,
    Condition,
    Part,
    Stat,
    Store,
    Unchanged,
    Upload,
)
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.retry import Retrying
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.conformance import Address, OpenStore, StoreConformance
from mcdeploy.testing.faults import Dark, LostReply, Torn
from mcdeploy.testing.memory import MemoryStore

T = TypeVar("T")


def patient(inner: Store, waits: list[float] | None = None) -> Retrying:
    return Retrying(inner, Backoff(tries=4), (waits if waits is not None else []).append)


class TestRetrying(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        one = patient(MemoryStore())
        return lambda: one


class TestRetryingOverLostReplies(StoreConformance):
    """Every third reply is lost, and still every promise holds. A lost reply to `begin` leaves an
    upload behind, as the contract says; those are kept out."""

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        def lost(operation: str, number: int) -> bool:
            return number % 3 == 0 and operation != "begin"

        one = patient(LostReply(MemoryStore(cloud={}), lost))
        return lambda: one

    @pytest.fixture(scope="class")
    @classmethod
    def address(cls) -> Address:
        return lambda key: f"memory://memory/{key}"


class TestRetryingOverTornStreams(StoreConformance):
    """Of three streams one breaks before its first byte, one later, and no reader notices."""

    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        torn = Torn(MemoryStore(), lambda number: (0, 2, None)[number % 3])
        one = Retrying(torn, Backoff(tries=20), lambda seconds: None)  # noqa: ARG005
        return lambda: one


class Interloper(Wrapper):
    """Another writer comes first, and our own answer is lost."""

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        self.inner.put(key, b"theirs", condition)
        raise Unavailable(self.name, "put", f"no answer about {len(data)} bytes")


@pytest.mark.parametrize("existing", [False, True])
def test_a_write_whose_reply_was_lost_is_ours(existing: bool) -> None:
    inner = MemoryStore()
    base = Unchanged(inner.put("a", b"old", Absent()).version) if existing else Absent()
    version = patient(LostReply(inner, lambda _, n: n == 0)).put("a", b"mine", base).version
    assert get(inner, "a") == (b"mine", version)


def test_a_new_object_is_known_by_its_checksum_and_not_read() -> None:
    calls: list[Call] = []
    store = Traced(MemoryStore(), calls.append)
    patient(LostReply(store, lambda _, number: number == 0)).put("a", b"mine", Absent())
    assert "read" not in {call.operation for call in calls}


def test_a_conflict_behind_a_lost_reply_is_a_conflict() -> None:
    inner = MemoryStore()
    with pytest.raises(ConditionFailed):
        patient(Interloper(inner)).put("a", b"mine", Absent())
    assert get(inner, "a")[0] == b"theirs"


def test_a_dark_store_is_given_up_after_so_many_tries() -> None:
    waits: list[float] = []
    with pytest.raises(Unavailable, match="dark"):
        patient(Dark(MemoryStore()), waits).head("a")
    assert len(waits) == 3
    assert all(0 <= wait <= 0.2 * 2**tried for tried, wait in enumerate(waits))


class Polite(Wrapper):
    def head(self, key: str) -> Stat:
        def refuse() -> Stat:
            raise Unavailable(self.name, "head", f"slow down for {key}", retry_after=7)

        return self.around("head", key, refuse)


def test_the_wait_that_a_store_asks_for_is_kept() -> None:
    waits: list[float] = []
    with pytest.raises(Unavailable):
        patient(Polite(MemoryStore()), waits).head("a")
    assert waits == [7, 7, 7]


def ten(number: int) -> int:
    """Every stream breaks after ten bytes."""
    del number
    return 10


def test_a_broken_stream_goes_on_where_it_broke() -> None:
    inner = MemoryStore()
    inner.put("a", bytes(range(40)), Absent())
    waits: list[float] = []
    reading = patient(Torn(inner, ten), waits).read("a", 3, 33)
    assert b"".join(reading.chunks) == bytes(range(3, 36))
    assert len(waits) == 3


@pytest.mark.parametrize("length", [None, 20])
def test_a_stream_that_breaks_before_its_first_byte_is_not_empty(length: int | None) -> None:
    inner = MemoryStore()
    inner.put("a", bytes(range(40)), Absent())
    store = patient(Torn(inner, lambda number: 0 if number < 2 else None))
    assert b"".join(store.read("a", 0, length).chunks) == bytes(range(40))[:length]


def test_a_broken_stream_never_mixes_two_versions() -> None:
    inner = MemoryStore()
    version = inner.put("a", bytes(40), Absent()).version
    chunks = patient(Torn(inner, ten)).read("a").chunks
    assert next(chunks)
    inner.put("a", bytes([1]) * 40, Unchanged(version))
    with pytest.raises(ConditionFailed):
        list(chunks)


def test_a_listing_that_never_gets_further_is_given_up() -> None:
    inner = MemoryStore()
    for name in "abc":
        inner.put(name, b"", Absent())
    with pytest.raises(Unavailable):
        list(patient(Torn(inner, lambda number: 2)).list(""))  # noqa: ARG005


UNDECODABLE = "a\udcff"
"""The name of a file whose bytes are no UTF-8, as a folder gives it."""


@pytest.mark.parametrize("broken", [False, True])
def test_a_listing_gives_each_key_once_also_one_that_is_no_utf_8(broken: bool) -> None:
    inner = MemoryStore()
    for name in ("a", UNDECODABLE, "b"):
        inner.put(name, b"", Absent())
    torn = Torn(inner, lambda number: 2 if broken and number == 0 else None)
    assert [stat.key for stat in patient(torn).list("")] == ["a", UNDECODABLE, "b"]


class Mute(Wrapper):
    """Says nothing to whoever looks, reads or lists; `asked` counts how often."""

    asked = 0

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        del call
        self.asked += 1
        raise Silent(self.name, operation, f"{key}: no answer")


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.head("a"),
        lambda store: store.read("a"),
        lambda store: list(store.list("a")),
        lambda store: list(store.uploads("a")),
    ],
)
def test_a_silent_store_is_asked_once_more_whatever_it_is_asked(
    ask: Callable[[Store], object],
) -> None:
    mute, waits = Mute(MemoryStore()), list[float]()
    with pytest.raises(Silent):
        ask(patient(mute, waits))
    assert (mute.asked, waits) == (2, [])


class Overtaken(Wrapper):
    """Computes no checksum of a whole object. Another writer completes first, and our own answer
    is lost."""

    def head(self, key: str) -> Stat:
        return replace(super().head(key), checksums=Checksums())

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        with suppress(ConditionFailed):
            self.inner.put(upload.key, b"theirs", Absent())
            raise Unavailable(self.name, "complete", "no answer")
        return super().complete(upload, parts, whole)


def test_an_object_of_the_same_size_is_not_taken_for_ours() -> None:
    inner = MemoryStore()
    upload = inner.begin("a", 6, 6)
    part = inner.put_part(upload, 1, b"ours!!")
    with pytest.raises(ConditionFailed):
        patient(Overtaken(inner)).complete(upload, (part,), digest([b"ours!!"]).checksums())


class Dirty(Wrapper):
    """What is sent the first `times` arrives damaged."""

    def __init__(self, inner: Store, times: int) -> None:
        super().__init__(inner)
        self.times = times

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        self.times -= 1
        if self.times >= 0:
            raise Damaged(self.name, operation, f"{key} arrived damaged")
        return call()


def test_a_damaged_object_is_sent_once_more_and_then_is_an_error() -> None:
    inner = MemoryStore()
    with pytest.raises(Damaged):
        patient(Dirty(inner, 2)).put("a", b"x", Absent())
    told = patient(Dirty(inner, 1)).put("a", b"x", Absent())
    assert told == inner.head("a")


def test_a_damaged_part_is_sent_once_more_and_then_is_an_error() -> None:
    inner = MemoryStore()
    upload = inner.begin("a", 1, 1)
    assert patient(Dirty(inner, 1)).put_part(upload, 1, b"x").size == 1
    with pytest.raises(Damaged):
        patient(Dirty(inner, 2)).put_part(upload, 1, b"x")
