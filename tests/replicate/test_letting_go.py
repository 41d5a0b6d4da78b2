"""Who is let go loses nothing, holds nothing, and holds up nobody."""

from threading import Event as Signal

import pytest

from mcdeploy.domain import Behind, Copied, Event, Landed, Stage
from mcdeploy.errors import IntegrityError, Unavailable
from mcdeploy.replicate import engine, patience
from mcdeploy.replicate.job import PART
from mcdeploy.store.contract import Absent, Part, Stat, Store, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import MIB, Release

LARGE = bytes(range(256)) * (80 * MIB // 256)
MANY = {f"old{number}": bytes([number]) for number in range(24)}


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "MEMORY", 4 * PART)
    monkeypatch.setattr(patience, "PATIENCE", 0.1)


class Stuck(Wrapper):
    """Answers these operations only when it is told to."""

    def __init__(self, inner: Store, told: Signal, *operations: str) -> None:
        super().__init__(inner)
        self._told, self._operations = told, operations

    def head(self, key: str) -> Stat:
        self._wait("head")
        return super().head(key)

    def copy(self, source: str, key: str) -> None:
        self._wait("copy")
        super().copy(source, key)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        self._wait("put_part")
        return super().put_part(upload, number, data)

    def _wait(self, operation: str) -> None:
        if operation in self._operations and not self._told.wait(30):
            raise Unavailable(self.name, operation, "nobody told it to go on")


class Landings(list[Event]):
    """Tells when all of these have landed."""

    def __init__(self, told: Signal, *names: str) -> None:
        super().__init__()
        self._told, self._names = told, set(names)

    def append(self, event: Event) -> None:
        super().append(event)
        if self._names <= {one.target for one in self if isinstance(one, Landed)}:
            self._told.set()


def behind(release: Release) -> list[str]:
    return [event.target for event in release.events if isinstance(event, Behind)]


def slow_one(*operations: str) -> Release:
    """`aws` and `gcp` do not wait for `slow`, which does these only when both have landed."""
    told = Signal()
    release = Release(
        {"large": LARGE},
        *("aws", "gcp", "slow"),
        wrap=lambda store: Stuck(store, told, *operations) if store.name == "slow" else store,
    )
    release.events = Landings(told, "aws", "gcp")
    return release


def test_p1_what_was_found_is_verified_by_who_is_let_go_too() -> None:
    release = slow_one("head", "put_part")
    files = release.files
    release.content |= MANY
    for path, data in MANY.items():
        release.stores["slow"].put(f"releases/slow/{path}", data[::-1], Absent())
    release.stores["slow"].delete("releases/slow/old23")
    release.stores["slow"].put("releases/slow/old23", b"?", Absent())
    found = tuple(release.file(path) for path in MANY)
    failed = release.go(Stage("aws", files), Stage("gcp", files), Stage("slow", files, found))
    assert behind(release) == ["slow"]
    assert {name: type(error) for name, error in failed.items()} == {"slow": IntegrityError}
    assert "release.json" not in release.lies("slow")


def test_who_is_let_go_still_copies_what_it_holds() -> None:
    release = slow_one("copy", "put_part")
    files = release.files
    release.content |= MANY
    for path, data in MANY.items():
        release.stores["slow"].put(f"releases/before/{path}", data, Absent())
    copies = tuple(Copied(release.file(path), f"before/{path}") for path in MANY)
    stages = Stage("aws", files), Stage("gcp", files), Stage("slow", files, copies=copies)
    assert release.go(*stages) == {}
    assert behind(release) == ["slow"]
    assert release.lies("slow") == release.content
    assert release.sent("slow") == len(LARGE) + len(b"{}")


def test_who_has_much_to_do_by_itself_is_not_taken_for_the_slow_one() -> None:
    told = Signal()
    does = {"slow": "put_part", "busy": "head"}
    release = Release(
        {"large": LARGE},
        *("aws", "slow", "busy"),
        wrap=lambda store: Stuck(store, told, does.get(store.name, "")),
    )
    release.events = Landings(told, "aws")
    files = release.files
    release.content |= MANY
    for path, data in MANY.items():
        release.stores["busy"].put(f"releases/busy/{path}", data, Absent())
    found = tuple(release.file(path) for path in MANY)
    busy = Stage("busy", (release.file("release.json"),), found)
    assert release.go(busy, Stage("aws", files), Stage("slow", files)) == {}
    assert behind(release) == ["slow"]


def test_nothing_is_read_for_who_is_let_go_but_by_itself() -> None:
    release = slow_one("put_part")
    files = release.files
    release.content |= {"own": LARGE[::-1]}
    own = release.file("own")
    stages = Stage("aws", files), Stage("gcp", files), Stage("slow", (*files[:1], own, files[1]))
    assert release.go(*stages) == {}
    assert behind(release) == ["slow"]
    assert release.read <= 2 * len(LARGE) + len(LARGE) + len(b"{}")


def test_who_needs_little_does_not_wait_for_the_rest() -> None:
    told = Signal()
    release = Release(
        {"small": b"x", "large": LARGE},
        *("early", "aws"),
        wrap=lambda store: Stuck(store, told, "put_part"),
    )
    release.events = Landings(told, "early")
    small = tuple(file for file in release.files if file.path != "large")
    assert release.go(Stage("early", small), Stage("aws", release.files)) == {}
    assert behind(release) == []
