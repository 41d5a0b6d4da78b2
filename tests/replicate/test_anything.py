"""Whatever fails in whatever order: it ends, what landed is whole, and every byte is told once."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from threading import Lock, Thread
from typing import TypeVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdeploy.domain import Behind, Copied, File, Landed, Moved, Stage
from mcdeploy.errors import (
    Damaged,
    IntegrityError,
    McdeployError,
    NotFound,
    Unavailable,
    Unsupported,
)
from mcdeploy.replicate import convoy, course, engine, job, patience, reading
from mcdeploy.store.contract import Absent, Capabilities, Condition, Part, Stat, Store, Upload
from mcdeploy.store.wrapper import Wrapper

from .rig import Release

T = TypeVar("T")

SIZES = (0, 1, 99, 100, 101, 500, 1234, 3000)
NAMES = ("aws", "azure", "gcp", "rack")


@pytest.fixture(autouse=True, scope="module")
def _small() -> Iterator[None]:
    """Parts of 100 bytes, room for six of them, and little patience."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (job, reading, course):
            patch.setattr(module, "PART", 100)
        patch.setattr(job, "LONGEST", 200)
        patch.setattr(job, "MULTIPLE", 1)
        patch.setattr(engine, "MEMORY", 600)
        patch.setattr(patience, "PATIENCE", 0.005)
        patch.setattr(convoy, "TICK", 0.001)
        yield


def seeded(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311 - nothing is kept secret


class Wild(Wrapper):
    """Fails so often, in every way that the contract allows; some take parts in order only and
    list no uploads."""

    def __init__(self, release: Release, name: str, chance: random.Random) -> None:
        super().__init__(release.stores[name])
        self._release, self._chance, self._lock = release, chance, Lock()
        self.often = chance.choice([0, 0, 0.05, 0.2])
        self.in_order = chance.random() < 0.4

    @property
    def capabilities(self) -> Capabilities:
        free = not self.in_order
        return replace(self.inner.capabilities, parallel_parts=free, lists_uploads=free)

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        if operation in {"copy", "pull"} and self._happens(3):
            raise self._chance.choice([Unsupported, NotFound, Damaged])(self.name, operation, key)
        if self._happens(0.15):
            raise Unavailable(self.name, operation, key)
        return call()

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        return super().put(key, self._damaged(data), condition)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if self.in_order:
            assert number <= len(self.inner.parts(upload)) + 1, "out of order"
        if self._happens(0.5):
            self.inner.abort(upload)
        if self._happens(0.2):
            path = upload.key.removeprefix(f"releases/{self.name}/")
            self.inner.put(upload.key, self._release.content[path], Absent())
        return super().put_part(upload, number, self._damaged(data))

    def _damaged(self, data: bytes) -> bytes:
        return bytes([data[0] ^ 1]) + data[1:] if data and self._happens(0.3) else data

    def _happens(self, times: float) -> bool:
        with self._lock:
            return self._chance.random() < self.often * times


def staged(release: Release, name: str, chance: random.Random) -> Stage:
    """Some of the content, each file to come by any of the means."""
    ways: dict[str, list[str]] = {"files": [], "found": [], "copies": [], "pulls": []}
    before = [other for other in release.stores if other < name]
    for path in sorted(release.content.keys() - {"release.json"}):
        way = chance.choice(["files", "files", "found", "copies", *["pulls"] * bool(before)])
        ways[way].append(path)
        if way == "found" or (way == "copies" and chance.random() < 0.7):
            folder = name if way == "found" else "old"
            release.stores[name].put(f"releases/{folder}/{path}", release.content[path], Absent())
    origin = chance.choice(before) if ways["pulls"] else None

    def files(way: str) -> tuple[File, ...]:
        return tuple(release.file(path) for path in ways[way])

    return Stage(
        name,
        (*files("files"), release.file("release.json")),
        files("found"),
        copies=tuple(Copied(file, f"old/{file.path}") for file in files("copies")),
        pulls=tuple(Copied(file, f"{origin}/{file.path}") for file in files("pulls")),
        origin=origin,
    )


def content(chance: random.Random) -> dict[str, bytes]:
    made = {f"f{n}": chance.randbytes(chance.choice(SIZES)) for n in range(chance.randint(1, 5))}
    return made | {"twin": made["f0"]}


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32), count=st.integers(1, len(NAMES)))
def test_p1_p5_whatever_fails_what_landed_is_whole(seed: int, count: int) -> None:
    """P1, P5."""
    chance = seeded(seed)
    release = Release(content(chance), *NAMES[:count])
    stages = [staged(release, name, chance) for name in release.stores]
    wild = {name: Wild(release, name, seeded(chance.randrange(2**32))) for name in release.stores}
    release.wrap = lambda store: wild[store.name]
    failed = release.go(*stages)
    for stage in stages:
        _judge(release, stage, wild[stage.target], failed.get(stage.target))


def _judge(release: Release, stage: Stage, store: Wild, error: McdeployError | None) -> None:
    events = [event for event in release.events if getattr(event, "target", "") == stage.target]
    moved = sum(event.size for event in events if isinstance(event, Moved))
    total = sum(file.size for file in stage.written)
    whole = release.lies(stage.target) == release.content
    assert sum(isinstance(event, Behind) for event in events) <= 1
    assert sum(isinstance(event, Landed) for event in events) == (error is None)
    if error is None:
        assert whole
        assert moved == total
        assert store.in_order or not list(store.inner.uploads(""))
    else:
        assert store.often
        assert moved <= total
        assert "release.json" not in release.lies(stage.target) or isinstance(
            error, IntegrityError | Unavailable
        )


class Dawdling(Wrapper):
    """Takes a moment for everything, so that two runs meet anywhere."""

    def __init__(self, inner: Store, chance: random.Random) -> None:
        super().__init__(inner)
        self._chance = chance

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:  # noqa: ARG002
        time.sleep(self._chance.random() / 1000)
        return call()


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_p5_two_runs_of_one_release_at_once_both_end_well(seed: int) -> None:
    """P5: each may finish, or abort, what the other has under way."""
    runs = [Release(content(seeded(seed)), *NAMES[:2]) for _ in range(2)]
    runs[1].stores = runs[0].stores
    for number, run in enumerate(runs):
        run.wrap = partial(Dawdling, chance=seeded(seed + number))
    failed: list[object] = []
    threads = [Thread(target=lambda run=run: failed.append(run.go())) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == [{}, {}]
    for name, store in runs[0].stores.items():
        assert runs[0].lies(name) == runs[0].content
        assert not list(store.uploads(""))
