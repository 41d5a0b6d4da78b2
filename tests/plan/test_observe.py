"""What is asked of every target, and how often."""

from dataclasses import replace
from pathlib import Path

import pytest

from mcdeploy.domain import Health, Observation, Pointer
from mcdeploy.errors import Unavailable
from mcdeploy.plan import observe, unchanged
from mcdeploy.plan.epochs import staying
from mcdeploy.records import pointer
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.store.contract import Absent, Reading, Store, Unchanged, Version
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.memory import MemoryStore
from tests.world import World

KEYS = Keys("", "demo")
MANY = 1_100  # files; a real listing has a page for each thousand


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def applied(world: World, weights: bytes = b"one") -> str:
    return world.deployment(world.manifest(weights)).apply().plan.release


def looked(
    world: World, release: str, *, thorough: bool = False
) -> tuple[dict[str, Observation], list[Call]]:
    calls: list[Call] = []
    stores: dict[str, Store] = {n: Traced(s, calls.append) for n, s in world.stores.items()}
    keys = dict.fromkeys(stores, KEYS)
    return observe(stores, keys, "live", release, thorough=thorough), calls


def test_what_is_live_is_not_listed(world: World) -> None:
    release = applied(world)
    seen, calls = looked(world, release)
    folder = KEYS.release(release)
    assert {call.key for call in calls} == {KEYS.pointer("live"), folder + "release."}
    assert len(calls) == 2 * len(world.stores)
    for one in seen.values():
        assert one.live
        assert set(one.sizes) == {RELEASE, SIGNATURE}


def test_a_thorough_look_lists_everything(world: World) -> None:
    seen, calls = looked(world, applied(world), thorough=True)
    assert {call.operation for call in calls} == {"read", "list"}
    for one in seen.values():
        assert not one.live
        assert {"model/config", "model/weights"} < set(one.sizes)


def test_what_is_live_without_its_document_is_listed(world: World) -> None:
    release = applied(world)
    world.stores["gcp"].delete(KEYS.file(release, RELEASE))
    seen, _ = looked(world, release)
    assert {name for name, one in seen.items() if not one.live} == {"gcp"}
    assert set(seen["gcp"].sizes) == {"model/config", "model/weights", SIGNATURE}


def test_p1_where_the_pointer_would_move_everything_is_listed(world: World) -> None:
    """P1: it never moves to a release that was not looked at, whoever pointed there before."""
    release = applied(world)
    behind = pointer.encode(Pointer(release, 1, "a" * 32, "2026-01-01T00:00:00+00:00"))
    ahead = pointer.encode(Pointer("b" * 64, 7, "a" * 32, "2026-01-01T00:00:00+00:00"))
    for name, data in (("aws", behind), ("gcp", ahead)):
        key = KEYS.pointer("live")
        world.stores[name].put(key, data, Unchanged(world.stores[name].head(key).version))
    seen, _ = looked(world, release)
    assert not any(one.live for one in seen.values())


def test_only_the_pointers_of_the_decided_epoch_stay() -> None:
    def at(release: str, epoch: int) -> Observation:
        held = Pointer(release * 64, epoch, "a" * 32, "2026-01-01T00:00:00+00:00")
        return Observation("x", Health.HEALTHY, pointer=held)

    seen = {"a": at("a", 3), "b": at("a", 3), "c": at("a", 2), "d": at("b", 1)}
    assert staying("a" * 64, seen) == {"a", "b"}
    assert staying("b" * 64, seen) == set()
    assert staying("a" * 64, {**seen, "e": at("b", 3)}) == set()
    assert staying("a" * 64, {"f": Observation("f", Health.HEALTHY)}) == set()


class Paged(Wrapper):
    """Counts the requests that a listing is: one, and one more for each further thousand."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self.requests = 0

    def list(self, prefix: str):  # type: ignore[no-untyped-def]
        found = tuple(self.inner.list(prefix))
        self.requests += 1 + len(found) // 1_000
        return iter(found)

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        self.requests += 1
        return self.inner.read(key, start, length, version)


@pytest.mark.parametrize("files", [1, MANY])
def test_a_second_apply_asks_three_times_however_many_files_there_are(
    world: World, files: int
) -> None:
    many = {f"{number:05}": b"{}" for number in range(files)}
    manifest = replace(world.manifest(), model=world.model(**many))
    world.deployment(manifest).apply()
    paged: dict[str, Paged] = {}

    def counting(store: Store) -> Store:
        return paged.setdefault(store.name, Paged(store))

    assert world.deployment(manifest, counting).apply().plan.empty
    assert {store.requests for store in paged.values()} == {3}


def test_what_the_live_release_holds_is_asked_for_once_where_something_is_missing(
    world: World,
) -> None:
    old = applied(world, b"old")
    new = world.deployment(world.manifest(b"new")).build().release
    world.stores["gcp"].delete(KEYS.pointer("live"))
    seen, _ = looked(world, new.id)
    calls: list[Call] = []
    stores: dict[str, Store] = {n: Traced(s, calls.append) for n, s in world.stores.items()}
    found = unchanged(stores, dict.fromkeys(stores, KEYS), new, seen)
    [config] = [file for file in new.packages["aws"] if file.path == "model/config"]
    for name in ("aws", "azure"):
        source = f"{old}/model/config"
        assert found[name].unchanged[str(config.checksums.sha256)] == source
    assert found["gcp"].unchanged == {}
    assert {(call.store, call.key) for call in calls} == {
        (name, KEYS.file(old, RELEASE)) for name in ("aws", "azure")
    }
    assert len(calls) == 2


def test_where_nothing_is_missing_nobody_is_asked_for_what_is_live(world: World) -> None:
    """An earlier release is wanted again, and lies there whole."""
    old = world.deployment(world.manifest(b"old")).build().release
    applied(world, b"old")
    applied(world, b"new")
    seen, _ = looked(world, old.id)
    calls: list[Call] = []
    stores: dict[str, Store] = {n: Traced(s, calls.append) for n, s in world.stores.items()}
    assert unchanged(stores, dict.fromkeys(stores, KEYS), old, seen) == seen
    assert calls == []


def test_what_is_gone_from_the_live_release_is_sent_after_all(world: World) -> None:
    old = applied(world, b"old")
    world.stores["gcp"].delete(KEYS.file(old, "model/config"))
    deployment = world.deployment(world.manifest(b"new"))
    assert all(stage.copies for stage in deployment.plan().stages)
    deployment.apply()
    assert not deployment.status().drifted


class Cannot(Wrapper):
    """A store that does not copy inside."""

    @property
    def capabilities(self):  # type: ignore[no-untyped-def]
        return replace(self.inner.capabilities, copies=False)


class Reluctant(Wrapper):
    """Does not answer for the document of a release."""

    def read(
        self, key: str, start: int = 0, length: int | None = None, version: Version | None = None
    ) -> Reading:
        if key.endswith(RELEASE):
            raise Unavailable(self.name, "read", "no answer")
        return self.inner.read(key, start, length, version)


@pytest.mark.parametrize("spoilt", ["cannot copy", "no answer", "no document", "another document"])
def test_where_nothing_can_be_copied_everything_is_sent(world: World, spoilt: str) -> None:
    old = applied(world, b"old")
    for store in world.stores.values():
        if spoilt in ("no document", "another document"):
            store.delete(KEYS.file(old, RELEASE))
        if spoilt == "another document":
            store.put(KEYS.file(old, RELEASE), b"{}", Absent())
    around = {"cannot copy": Cannot, "no answer": Reluctant}.get(spoilt, Wrapper)
    steps = world.deployment(world.manifest(b"new"), around).plan()
    assert not any(stage.copies for stage in steps.stages)
    assert {len(stage.files) for stage in steps.stages} == {3}


def test_unchanged_files_are_copied_inside_each_target(world: World) -> None:
    old = applied(world, b"old")
    calls: list[Call] = []
    outcome = world.deployment(
        world.manifest(b"new"), lambda store: Traced(store, calls.append)
    ).apply()
    for stage in outcome.plan.stages:
        [copied] = stage.copies
        assert (copied.file.path, copied.source) == ("model/config", f"{old}/model/config")
        assert [file.path for file in stage.files] == ["model/weights", RELEASE]
    new = KEYS.release(outcome.plan.release)
    written = {call.key for call in calls if call.operation == "put"}
    assert new + "model/config" not in written
    assert all(isinstance(store, MemoryStore) for store in world.stores.values())
    assert not world.deployment(world.manifest(b"new")).status().drifted
