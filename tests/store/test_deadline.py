"""P3: a cloud that says nothing is dark as well, and soon found so."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import TypeVar

import pytest

from mcdeploy.errors import NotFound, Silent
from mcdeploy.store.backoff import Backoff
from mcdeploy.store.contract import Absent, Stat, Store, Unchanged, Version
from mcdeploy.store.deadline import SMALL, Deadline
from mcdeploy.store.objects import get
from mcdeploy.store.retry import Retrying
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.conformance import OpenStore, StoreConformance
from mcdeploy.testing.memory import MemoryStore

T = TypeVar("T")


class TestDeadline(StoreConformance):
    @pytest.fixture(scope="class")
    @classmethod
    def open_store(cls) -> OpenStore:
        one = Deadline(MemoryStore())
        return lambda: one


class Mute(Wrapper):
    """Says nothing until the end of the test; `asked` counts what it was asked."""

    def __init__(self) -> None:
        super().__init__(MemoryStore("aws"))
        self.asked: list[str] = []
        self.over = Event()

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        self.asked.append(operation)
        assert self.over.wait(20), key
        return call()

    def list(self, prefix: str) -> Iterator[Stat]:
        self.around("list", prefix, lambda: None)
        yield from self.inner.list(prefix)


@pytest.fixture
def mute() -> Iterator[Mute]:
    store = Mute()
    yield store
    store.over.set()


def test_p3_a_silent_store_is_given_up_in_time(mute: Mute) -> None:
    store = Deadline(mute, 0.05)
    for ask in (
        lambda: store.head("a"),
        lambda: get(store, "a"),
        lambda: list(store.list("")),
        lambda: store.put("a", b"x", Absent()),
        lambda: store.delete("a", Unchanged(Version("1"))),
    ):
        with pytest.raises(Silent, match=r"aws: .*no answer within 0.[0-9]+ s"):
            ask()


def test_a_silent_store_is_asked_once_more_and_not_for_ever(mute: Mute) -> None:
    waits: list[float] = []
    store = Retrying(Deadline(mute, 0.05), Backoff(tries=9), waits.append)
    with pytest.raises(Silent):
        store.head("a")
    assert mute.asked == ["head", "head"]
    assert waits == []


def test_what_moves_many_bytes_has_its_time(mute: Mute) -> None:
    store = Deadline(mute, 0.05)
    mute.over.set()
    upload = mute.inner.begin("a", 1, 1)
    assert store.put_part(upload, 1, b"x").size == 1
    store.put("b", bytes(SMALL + 1), Absent())
    assert mute.asked == ["put_part", "put"]


@pytest.mark.parametrize(
    "ask", [lambda store: store.delete("a"), lambda store: store.begin("a", 1, 1)]
)
def test_what_would_do_harm_later_is_not_left_to_itself(
    mute: Mute, ask: Callable[[Store], object]
) -> None:
    """A delete without a condition would delete what a later apply wrote; an upload that begins
    unheard of would be left behind."""
    store = Deadline(mute, 0.05)
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(ask, store)
        with pytest.raises(TimeoutError):
            asked.result(timeout=0.2)
        mute.over.set()
        asked.result(timeout=20)


def test_an_error_is_raised_where_it_was_asked_for() -> None:
    with pytest.raises(NotFound):
        Deadline(MemoryStore()).head("a")


class Eager(Mute):
    """Asks for its listing at once, and is silent then."""

    def list(self, prefix: str) -> Iterator[Stat]:
        self.around("list", prefix, lambda: None)
        return iter(())


def test_a_listing_that_is_asked_for_at_once_is_given_up_as_well() -> None:
    store = Eager()
    with pytest.raises(Silent):
        list(Deadline(store, 0.05).list(""))
    store.over.set()
