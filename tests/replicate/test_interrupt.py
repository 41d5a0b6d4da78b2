"""An interrupt ends everything soon, at whatever it comes, and leaves what the next run needs."""

import gc
import signal
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from mcdeploy.domain import Behind, Event, File, Landed
from mcdeploy.replicate import Journal, engine, patience
from mcdeploy.replicate.job import PART
from mcdeploy.replicate.reading import Piece
from mcdeploy.store.contract import Part, Store, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import Release

LARGE = bytes(range(256)) * (12 * PART // 256)


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMORY", 4 * PART)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)


def working() -> list[str]:
    """The threads of a replication that are alive."""
    return [one.name for one in threading.enumerate() if one.name.startswith(("course", "aws"))]


class Interrupting(Wrapper):
    """Waits at the first part until it is alone, and interrupts the process at the last."""

    def __init__(self, inner: Store, alone: threading.Event) -> None:
        super().__init__(inner)
        self._alone = alone

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        self._alone.wait(30)
        part = super().put_part(upload, number, data)
        if number == 9:
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)
        return part


def test_an_interrupt_stops_who_goes_alone(tmp_path: Path) -> None:
    alone = threading.Event()

    class Events(list[Event]):
        def append(self, event: Event) -> None:
            super().append(event)
            if isinstance(event, Behind):
                alone.set()

    release = Release(
        {"large": LARGE},
        *("aws", "gcp"),
        wrap=lambda store: Interrupting(store, alone) if store.name == "aws" else store,
        journal=Journal(tmp_path),
    )
    release.events = Events()
    with pytest.raises(KeyboardInterrupt):
        release.go()
    assert working() == []
    assert "release.json" not in release.lies("aws")
    (upload,) = release.stores["aws"].uploads("")
    held = len(release.stores["aws"].parts(upload))
    release.wrap, release.events = lambda store: store, []
    assert release.go() == {}
    assert release.sent("aws") == len(LARGE) + len(b"{}") - held * PART


def test_an_interrupt_of_the_reader_stops_all(tmp_path: Path) -> None:
    release = Release({"large": LARGE}, "aws", "gcp", journal=Journal(tmp_path))
    read = release.source

    def interrupted(target: str, wanted: File, size: int) -> Iterator[bytes]:
        for number, piece in enumerate(read(target, wanted, size)):
            if number == 6:
                raise KeyboardInterrupt
            yield piece

    release.source = interrupted  # type: ignore[method-assign]
    with pytest.raises(KeyboardInterrupt):
        release.go()
    assert working() == []
    assert all(list(store.uploads("")) for store in release.stores.values())
    assert len(list(tmp_path.iterdir())) == len(release.stores)


def test_a_worker_that_waits_holds_no_content() -> None:
    """What is in memory is what is under way, not what was."""
    held: list[int] = []

    release = Release({"large": LARGE, "small": b"x"}, "aws")

    class Events(list[Event]):
        def append(self, event: Event) -> None:
            super().append(event)
            if isinstance(event, Landed):
                gc.collect()
                held.append(sum(isinstance(one, Piece) for one in gc.get_objects()))

    release.events = Events()
    assert release.go() == {}
    assert held == [1]  # release.json
