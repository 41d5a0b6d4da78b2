"""A slow or failing target never sets the pace."""

import time
from collections.abc import Iterator
from threading import Event as Signal

import pytest

from mcdeploy.domain import Behind, Event, Landed, Moved, Stage
from mcdeploy.errors import Unavailable
from mcdeploy.replicate import engine, patience
from mcdeploy.replicate.job import PART
from mcdeploy.store.contract import Part, Store, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import MIB, Release

LARGE = bytes(range(256)) * (80 * MIB // 256)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMORY", 4 * PART)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)


class Waiting(Wrapper):
    """Takes no part before it is told to."""

    def __init__(self, inner: Store, told: Signal) -> None:
        super().__init__(inner)
        self._told = told

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if not self._told.wait(60):
            raise Unavailable(self.name, "put_part", "nobody told it to go on")
        return super().put_part(upload, number, data)


def test_the_others_finish_without_the_slow_one_which_then_catches_up() -> None:
    told = Signal()
    release = Release(
        {"large": LARGE, "small": b"x"},
        *("aws", "gcp", "slow"),
        wrap=lambda store: Waiting(store, told) if store.name == "slow" else store,
    )

    class Events(list[Event]):
        def append(self, event: Event) -> None:
            super().append(event)
            if {"aws", "gcp"} <= {one.target for one in self if isinstance(one, Landed)}:
                told.set()

    release.events = Events()
    assert release.go() == {}
    assert [e for e in release.events if isinstance(e, Behind)] == [Behind("slow")]
    assert release.lies("slow") == release.lies("aws") == release.content
    assert release.read <= 2 * sum(map(len, release.content.values()))
    assert release.sent("slow") == sum(map(len, release.content.values()))


def test_who_keeps_up_is_not_let_go() -> None:
    release = Release({"large": LARGE}, "aws", "gcp", "azure")
    assert release.go() == {}
    assert not [event for event in release.events if isinstance(event, Behind)]
    assert release.read == sum(map(len, release.content.values()))


class Steady(Wrapper):
    """As slow as all the others."""

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        time.sleep(0.2)
        return super().put_part(upload, number, data)


def test_one_that_waits_for_nothing_more_hurries_nobody() -> None:
    """With everything that it needs, a target has nothing to do, and nobody holds it up."""
    release = Release({"small": b"x", "large": LARGE}, "early", "aws", "gcp", wrap=Steady)
    small = tuple(file for file in release.files if file.path != "large")
    stages = (Stage("early", small), Stage("aws", release.files), Stage("gcp", release.files))
    assert release.go(*stages) == {}
    assert not [event for event in release.events if isinstance(event, Behind)]


def test_so_much_is_in_memory_and_no_more() -> None:
    under_way: list[int] = []
    told = Signal()
    release = Release({"large": LARGE}, "aws", wrap=lambda store: Waiting(store, told))
    read = release.source

    def source(target: str, wanted: object, size: int) -> Iterator[bytes]:
        for piece in read(target, wanted, size):  # type: ignore[arg-type]
            moved = sum(e.size for e in release.events if isinstance(e, Moved))
            under_way.append(release.read - moved)
            if under_way[-1] >= 4 * PART:
                told.set()
            yield piece

    release.source = source  # type: ignore[method-assign]
    assert release.go() == {}
    assert max(under_way) <= engine.MEMORY + 2 * PART
