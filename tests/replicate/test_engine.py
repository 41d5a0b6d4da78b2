"""Read once, land everywhere, verify there."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event as ThreadEvent
from threading import Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Checksums, Event, File, Moved, Stage, quiet
from mcdeploy.errors import ConditionFailed, IntegrityError, McdeployError, NotFound, Unavailable
from mcdeploy.replicate import replicate
from mcdeploy.replicate.job import LONGEST, PART, part_size
from mcdeploy.store.contract import (
    Absent,
    Capabilities,
    Condition,
    Part,
    Stat,
    Store,
    Upload,
)
from mcdeploy.store.digest import chunks, digest
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark
from mcdeploy.testing.memory import MemoryStore

NAMES = ("aws", "gcp", "azure")
LARGE = bytes(range(251)) * (2 * PART // 251 + 1000)
CONTENT = {"a": b"alpha", "empty": b"", "large": LARGE, "release.json": b"{}"}


def file(path: str) -> File:
    whole = digest([CONTENT[path]])
    return File(path, whole.size, whole.checksums())


class Run:
    """One replication of all the content to three stores in memory."""

    def __init__(self, wrap: Callable[[Store], Store] = lambda store: store) -> None:
        self.stores = {name: MemoryStore(name) for name in NAMES}
        self.wrapped = {name: wrap(store) for name, store in self.stores.items()}
        self.read = 0
        self.events: list[Event] = []
        self._lock = Lock()

    def source(self, target: str, wanted: File, size: int) -> Iterator[bytes]:
        assert target in NAMES
        for piece in chunks(CONTENT[wanted.path], size):
            with self._lock:
                self.read += len(piece)
            yield piece

    def go(self, *paths: str, found: tuple[File, ...] = ()) -> dict[str, McdeployError]:
        files = tuple(file(path) for path in paths or CONTENT)
        stages = tuple(Stage(name, files, found) for name in NAMES)
        folders = dict.fromkeys(NAMES, "r/")
        return replicate(stages, self.wrapped, folders, self.source, self.events.append)


def test_everything_lands_and_the_source_is_read_once() -> None:
    run = Run()
    assert run.go() == {}
    for store in run.stores.values():
        assert {s.key: get(store, s.key)[0] for s in store.list("")} == {
            f"r/{path}": data for path, data in CONTENT.items()
        }
        assert list(store.uploads("")) == []
    assert run.read == sum(map(len, CONTENT.values()))


def test_progress_adds_up_to_the_whole() -> None:
    run = Run()
    run.go()
    for name in NAMES:
        told = [event for event in run.events if isinstance(event, Moved) and event.target == name]
        assert sum(event.size for event in told) == sum(map(len, CONTENT.values()))
        assert {event.total for event in told} == {sum(map(len, CONTENT.values()))}


def test_equal_content_is_read_once_and_lands_under_every_name() -> None:
    run = Run()
    twin = File("twin", len(CONTENT["a"]), file("a").checksums)
    stages = (Stage("aws", (file("a"), twin)), Stage("gcp", (twin,)))
    assert replicate(stages, run.wrapped, dict.fromkeys(NAMES, ""), run.source, quiet) == {}
    assert run.read == len(CONTENT["a"])
    assert [stat.key for stat in run.stores["aws"].list("")] == ["a", "twin"]


def test_a_dark_target_fails_alone() -> None:
    run = Run(lambda store: Dark(store, dark=store.name == "gcp"))
    failed = run.go()
    assert set(failed) == {"gcp"}
    assert isinstance(failed["gcp"], Unavailable)
    assert len(list(run.stores["aws"].list(""))) == len(CONTENT)
    assert list(run.stores["gcp"].list("")) == []


class Halfway(Wrapper):
    """Goes dark at the second part."""

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        if number == 2:
            raise Unavailable(self.name, "put_part", "gone")
        return super().put_part(upload, number, data)


def test_p1_a_target_that_failed_has_no_release_json() -> None:
    """P1: `release.json` stands only where all else was verified."""
    run = Run(lambda store: Halfway(store) if store.name == "azure" else store)
    assert set(run.go()) == {"azure"}
    assert "r/release.json" not in {stat.key for stat in run.stores["azure"].list("")}
    assert "r/release.json" in {stat.key for stat in run.stores["aws"].list("")}


def test_what_an_interrupted_run_left_unfinished_is_cleared() -> None:
    run = Run()
    for store in run.stores.values():
        upload = store.begin("r/large", len(LARGE), PART)
        store.put_part(upload, 1, b"of another time")
    assert run.go() == {}
    assert all(not list(store.uploads("")) for store in run.stores.values())
    assert get(run.stores["aws"], "r/large")[0] == LARGE


def test_what_another_run_left_unfinished_of_what_was_found_is_cleared() -> None:
    run = Run()
    for store in run.stores.values():
        store.put("r/large", LARGE, Absent())
        store.begin("r/large", len(LARGE), PART)
    assert run.go("release.json", found=(file("large"),)) == {}
    assert all(not list(store.uploads("")) for store in run.stores.values())


def test_nothing_is_cleared_where_something_failed() -> None:
    run = Run(lambda store: Halfway(store) if store.name == "gcp" else store)
    theirs = run.stores["gcp"].begin("r/large", len(LARGE), PART)
    assert set(run.go()) == {"gcp"}
    assert theirs in list(run.stores["gcp"].uploads(""))


def test_nobody_asks_for_uploads_where_all_files_are_small() -> None:
    calls: list[Call] = []
    run = Run(lambda store: Traced(store, calls.append))
    assert run.go("a", "empty", "release.json") == {}
    assert "uploads" not in {call.operation for call in calls}


class Crossed(Wrapper):
    """At one of our steps another run of the same release comes to its end first, and clears."""

    def __init__(self, inner: Store, step: str, theirs: bytes | None) -> None:
        super().__init__(inner)
        self._step, self._theirs = step, theirs

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        self._cross("put_part", upload)
        return super().put_part(upload, number, data)

    def complete(self, upload: Upload, parts: tuple[Part, ...], whole: Checksums) -> Stat:
        self._cross("complete", upload)
        return super().complete(upload, parts, whole)

    def _cross(self, step: str, upload: Upload) -> None:
        if step == self._step:
            self.inner.abort(upload)
            if self._theirs is not None:
                with suppress(ConditionFailed):
                    self.inner.put(upload.key, self._theirs, Absent())


@pytest.mark.parametrize("step", ["put_part", "complete"])
@pytest.mark.parametrize(
    ("theirs", "error"), [(LARGE, None), (LARGE[::-1], IntegrityError), (None, NotFound)]
)
def test_p5_an_upload_that_is_gone_may_have_been_finished_by_another(
    step: str, theirs: bytes | None, error: type[McdeployError] | None
) -> None:
    """P5: then the object is there, and is verified; where it is not, the error stays."""
    run = Run(lambda store: Crossed(store, step, theirs) if store.name == "gcp" else store)
    failed = run.go()
    assert {name: type(one) for name, one in failed.items()} == ({"gcp": error} if error else {})
    if error is NotFound:
        assert "upload" in failed["gcp"].what


def test_what_is_there_already_is_verified_and_kept() -> None:
    run = Run()
    before = {n: store.put("r/large", LARGE, Absent()) for n, store in run.stores.items()}
    assert run.go() == {}
    assert {name: store.head("r/large") for name, store in run.stores.items()} == before
    assert all(not list(store.uploads("")) for store in run.stores.values())


@pytest.mark.parametrize("path", ["a", "large"])
def test_what_is_there_and_wrong_is_an_error(path: str) -> None:
    run = Run()
    run.stores["gcp"].put(f"r/{path}", CONTENT[path][::-1], Absent())
    failed = run.go()
    assert set(failed) == {"gcp"}
    assert isinstance(failed["gcp"], IntegrityError)


def test_p1_what_was_found_is_verified_before_release_json() -> None:
    run = Run()
    for store in run.stores.values():
        store.put("r/a", CONTENT["a"], Absent())
    run.stores["aws"].delete("r/a")
    run.stores["aws"].put("r/a", b"ahpla", Absent())
    failed = run.go("empty", "release.json", found=(file("a"),))
    assert set(failed) == {"aws"}
    assert "r/release.json" not in {stat.key for stat in run.stores["aws"].list("")}


def test_a_source_that_changed_meanwhile_is_an_error_and_nothing_is_left_unfinished() -> None:
    run = Run()
    wrong = File("large", len(LARGE), Checksums(sha256="0" * 64))
    stages = tuple(Stage(name, (wrong,)) for name in NAMES)
    with pytest.raises(IntegrityError, match="no longer what was packaged"):
        replicate(stages, run.wrapped, dict.fromkeys(NAMES, ""), run.source, quiet)
    assert all(not list(store.list("")) for store in run.stores.values())
    assert all(not list(store.uploads("")) for store in run.stores.values())


class Early(Wrapper):
    """Shows the object with its last part, as Google Cloud Storage does."""

    def __init__(self, inner: Store, shown: ThreadEvent) -> None:
        super().__init__(inner)
        self._shown = shown

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        part = super().put_part(upload, number, data)
        held = self.parts(upload)
        if sum(one.size for one in held) == len(LARGE):
            self.complete(upload, held, Checksums())
            self._shown.set()
        return part


def test_p1_a_source_that_changed_is_nowhere_seen() -> None:
    """P1: also not where an object appears before it was completed."""
    run, shown = Run(), ThreadEvent()

    def changed(target: str, wanted: File, size: int) -> Iterator[bytes]:
        yield from run.source(target, wanted, size)
        shown.wait(0.2)  # the last part has had the time to be sent, if it was given out

    wrong = File("large", len(LARGE), Checksums(sha256="0" * 64))
    store = Early(run.stores["gcp"], shown)
    with pytest.raises(IntegrityError, match="no longer what was packaged"):
        replicate((Stage("gcp", (wrong,)),), {"gcp": store}, {"gcp": ""}, changed, quiet)
    assert not list(store.list(""))
    assert not list(store.uploads(""))


@pytest.mark.parametrize("path", ["a", "large"])
def test_p8_a_source_that_vanished_is_named(path: str, tmp_path: Path) -> None:
    def gone(target: str, wanted: File, size: int) -> Iterator[bytes]:
        del target
        return chunks(tmp_path / wanted.path, size)

    run = Run()
    with pytest.raises(IntegrityError, match=rf"{path}: .*No such file"):
        replicate((Stage("aws", (file(path),)),), run.stores, {"aws": ""}, gone, quiet)
    assert not list(run.stores["aws"].uploads(""))


class Mute(Wrapper):
    """Computes no checksums, like a plain file system."""

    def __init__(self, inner: Store, *, verifies: bool) -> None:
        super().__init__(inner)
        self._verifies = verifies

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(verifies_on_arrival=self._verifies, min_part=1)

    def head(self, key: str) -> Stat:
        stat = super().head(key)
        return Stat(stat.key, stat.size, stat.version)


class Flipping(Mute):
    """Writes something else than it was given, and says nothing."""

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        return super().put(key, bytes([data[0] ^ 1]) + data[1:] if data else data, condition)


def test_a_store_that_verifies_nothing_is_read_back() -> None:
    run = Run(lambda store: Flipping(store, verifies=False) if store.name == "aws" else store)
    failed = run.go("a", "empty")
    assert set(failed) == {"aws"}
    assert isinstance(failed["aws"], IntegrityError)


def test_nothing_is_read_back_from_a_store_that_verifies() -> None:
    calls: list[Call] = []
    run = Run(lambda store: Traced(Mute(store, verifies=True), calls.append))
    assert run.go() == {}
    assert "read" not in {call.operation for call in calls}


class Knowing(Wrapper):
    """Refuses as early as it can to write where an object exists."""

    def __init__(self, inner: Store, step: str) -> None:
        super().__init__(inner)
        self._step = step

    def begin(self, key: str, size: int, part_size: int) -> Upload:
        self._refuse("begin", key)
        return super().begin(key, size, part_size)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        self._refuse("put_part", upload.key)
        return super().put_part(upload, number, data)

    def _refuse(self, step: str, key: str) -> None:
        if step == self._step:
            raise ConditionFailed(self.name, step, f"{key} exists")


@pytest.mark.parametrize("step", ["begin", "put_part"])
@pytest.mark.parametrize("right", [True, False])
def test_a_store_may_say_early_that_an_object_exists(step: str, right: bool) -> None:
    run = Run(lambda store: Knowing(store, step) if store.name == "gcp" else store)
    run.stores["gcp"].put("r/large", LARGE if right else LARGE[::-1], Absent())
    failed = run.go()
    assert {name: type(error) for name, error in failed.items()} == (
        {} if right else {"gcp": IntegrityError}
    )
    assert list(run.stores["gcp"].uploads("")) == []


class InOrder(Wrapper):
    """Takes parts in order only, one at a time."""

    def __init__(self, inner: Store) -> None:
        super().__init__(inner)
        self._next = 1
        self._busy = Lock()

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(parallel_parts=False, part_multiple=2**18, min_part=2**18)

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        assert self._busy.acquire(blocking=False)
        assert number == self._next
        self._next += 1
        self._busy.release()
        return super().put_part(upload, number, data)


def test_a_store_that_wants_order_gets_order() -> None:
    run = Run(lambda store: InOrder(store) if store.name == "gcp" else store)
    assert run.go() == {}
    assert get(run.stores["gcp"], "r/large")[0] == LARGE


@given(st.integers(1, 2**42), st.sampled_from([1, 2**18]), st.integers(1_000, 50_000))
def test_the_part_size_suits_every_store(size: int, multiple: int, most: int) -> None:
    stores = [Capabilities(), Capabilities(part_multiple=multiple, max_parts=most)]
    chosen = part_size(size, stores)
    assert chosen >= PART
    assert chosen % multiple == 0
    assert -(-size // chosen) <= min(most, 10_000)
    if chosen > LONGEST:
        assert -(-size // (chosen - multiple)) > min(most, 10_000)
