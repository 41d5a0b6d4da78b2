"""The story of an apply, over three clouds in memory, with everything that can go wrong."""

import itertools
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Lock

import pytest

from mcdeploy.domain import Criteria, Event, Gate, Planned, Residency
from mcdeploy.errors import (
    Conflict,
    IntegrityError,
    Partial,
    ResidencyError,
    Unavailable,
    UsageError,
)
from mcdeploy.plan import encode
from mcdeploy.records import pointer, release
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.store.backoff import Backoff
from mcdeploy.store.contract import Absent, Condition, Part, Stat, Store, Upload
from mcdeploy.store.objects import get
from mcdeploy.store.retry import Retrying
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark, Fuse, Killed, LostReply, Mortal
from tests.world import World

KEYS = Keys("", "demo")
LARGE = bytes(range(256)) * (9 * 2**12)  # 9 MiB: two parts


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def whole(world: World, name: str) -> bool:
    """Whether what a reader resolves on the target is a complete release, bit for bit (P1)."""
    data = world.pointer(name)
    if data is None:
        return True
    store, live = world.stores[name], pointer.decode(data, name)
    document = get(store, KEYS.file(live.release, "release.json"))[0]
    files = release.parse(live.release, document, name).packages[name]
    return all(
        store.head(KEYS.file(live.release, file.path)).checksums.agree(file.checksums)
        for file in files
    )


def test_an_apply_lands_everywhere(world: World) -> None:
    outcome = world.deployment(world.manifest()).apply()
    assert set(outcome.landed) == {"aws", "gcp", "azure"}
    assert not outcome.partial
    assert all(whole(world, name) and world.pointer(name) for name in world.stores)
    folder = KEYS.release(outcome.plan.release)
    assert [key.removeprefix(folder) for key in world.keys("aws") if key.startswith(folder)] == [
        "model/config",
        "model/weights",
        "release.json",
        "release.sig.json",
    ]


def test_a_second_apply_writes_nothing(world: World) -> None:
    world.deployment(world.manifest()).apply()
    calls: list[Call] = []
    again = world.deployment(world.manifest(), lambda store: Traced(store, calls.append)).apply()
    assert again.plan.empty
    assert {call.operation for call in calls} == {"read", "list"}
    assert len(calls) == 3 * len(world.stores)  # the pointer, the folder, the signature


def test_equal_inputs_give_an_equal_release(world: World, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = World(tmp_path / "elsewhere")
    first = world.deployment(world.manifest()).build()
    assert first.release.id == other.deployment(other.manifest()).build().release.id
    assert first.release.id != world.deployment(world.manifest(b"two")).build().release.id


@pytest.mark.parametrize("weights", [b"small", LARGE], ids=["small", "large"])
def test_p1_p5_killed_at_any_call_the_same_apply_finishes(world: World, weights: bytes) -> None:
    """P1: at no moment does a reader resolve something incomplete. P5: just run it again."""
    world.deployment(world.manifest(b"before")).apply()
    for calls in range(1_000):
        fuse = Fuse(calls)
        try:
            outcome = world.deployment(
                world.manifest(weights),
                lambda store: Mortal(store, fuse),  # noqa: B023
            ).apply()
        except Killed:
            assert all(whole(world, name) for name in world.stores)
        else:
            break
    assert calls > 10
    assert set(outcome.landed) == set(world.stores)
    assert all(whole(world, name) for name in world.stores)
    assert all(not list(store.uploads("")) for store in world.stores.values())
    live = {world.pointer(name) for name in world.stores}
    assert {json.loads(data or b"{}")["release"] for data in live} == {outcome.plan.release}


def test_p2_readers_see_the_old_release_or_the_new_one(world: World) -> None:
    """P2: the pointers move only after everything is staged everywhere."""
    world.deployment(world.manifest(b"old")).apply()
    calls: list[Call] = []
    world.deployment(world.manifest(b"new"), lambda store: Traced(store, calls.append)).apply()
    writes = [call for call in calls if call.operation == "put"]
    first_move = next(i for i, call in enumerate(writes) if "/history/" in call.key)
    assert all("/releases/" in call.key for call in writes[:first_move])
    assert not any("/releases/" in call.key for call in writes[first_move:])


def test_p1_release_json_is_written_last(world: World) -> None:
    calls: list[Call] = []
    world.deployment(world.manifest(LARGE), lambda store: Traced(store, calls.append)).apply()
    for name in world.stores:
        written = [
            call.key
            for call in calls
            if call.store == name and call.operation in {"put", "complete"}
        ]
        staged = [key for key in written if "/releases/" in key]
        assert [key.rpartition("/")[2] for key in staged[-2:]] == [SIGNATURE, RELEASE]
        assert len(staged) == 4


@pytest.mark.parametrize("name", ["aws", "gcp", "azure"])
def test_p3_any_one_cloud_dark_the_others_go_on_and_the_next_run_heals(
    world: World, name: str
) -> None:
    """P3: with one of three clouds unreachable everything still works."""

    def one_dark(store: Store) -> Store:
        return Dark(store, dark=store.name == name)

    world.deployment(world.manifest(b"old", required=2)).apply()
    dimmed = world.deployment(world.manifest(b"new", required=2), one_dark)
    assert set(dimmed.plan().waiting) == {name}
    outcome = dimmed.apply()
    assert outcome.partial
    assert set(outcome.waiting) == {name}
    assert len(outcome.landed) == 2
    assert dimmed.status().drifted
    assert dimmed.fetch(world.folder / "out").release == outcome.plan.release
    assert dimmed.route().choices
    back = dimmed.rollback()
    assert set(back.waiting) == {name}
    healed = world.deployment(world.manifest(b"new", required=2)).apply()
    assert not healed.partial
    assert len({world.pointer(each) for each in world.stores}) == 1


def test_too_many_clouds_dark_and_nothing_begins(world: World) -> None:
    deployment = world.deployment(
        world.manifest(required=3), lambda store: Dark(store, dark=store.name == "gcp")
    )
    with pytest.raises(Unavailable, match=r"only 2 answer.*gcp"):
        deployment.apply()
    assert not any(world.keys(name) for name in world.stores)


class _Fading(Dark):
    """Goes dark at its first write."""

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        self.dark = True
        return super().put(key, data, condition)


@pytest.mark.parametrize("required", [2, 3])
def test_p3_a_cloud_that_goes_dark_meanwhile_is_waited_for(world: World, required: int) -> None:
    deployment = world.deployment(
        world.manifest(required=required),
        lambda store: _Fading(store, dark=False) if store.name == "azure" else store,
    )
    if required == 3:
        with pytest.raises(Partial, match=r"nothing was released.*azure"):
            deployment.apply()
        assert all(world.pointer(name) is None for name in world.stores)
    else:
        assert set(deployment.apply().waiting) == {"azure"}
        assert world.pointer("aws")
    assert not world.deployment(world.manifest(required=required)).apply().partial


def test_lost_replies_are_found_out(world: World) -> None:
    """Every fifth reply is lost: the apply still ends well, and no conflict is imagined."""

    def lossy(store: Store) -> Store:
        lost = LostReply(store, lambda operation, n: n % 5 == 1 and operation != "begin")
        return Retrying(lost, Backoff(tries=6), lambda seconds: None)  # noqa: ARG005

    world.deployment(world.manifest(b"old"), lossy).apply()
    outcome = world.deployment(world.manifest(LARGE), lossy).apply()
    assert set(outcome.landed) == set(world.stores)
    assert all(whole(world, name) for name in world.stores)


def test_another_apply_that_came_first_is_a_conflict(world: World) -> None:
    world.deployment(world.manifest(b"old")).apply()

    def theirs_first(event: Event) -> None:
        if isinstance(event, Planned):
            world.deployment(world.manifest(b"theirs")).apply()

    ours = world.deployment(world.manifest(b"ours"), listener=theirs_first)
    with pytest.raises(Conflict, match="another apply"):
        ours.apply()


def test_the_same_apply_at_the_same_moment_is_no_conflict(world: World) -> None:
    def the_same_first(event: Event) -> None:
        if isinstance(event, Planned):
            world.deployment(world.manifest()).apply()

    outcome = world.deployment(world.manifest(), listener=the_same_first).apply()
    assert set(outcome.landed) == set(world.stores)


class _Meeting(Wrapper):
    """At our first part the same apply runs elsewhere, from its beginning to its end."""

    def __init__(self, inner: Store, meet: Callable[[], object]) -> None:
        super().__init__(inner)
        self._meet, self._met, self._lock = meet, False, Lock()

    def put_part(self, upload: Upload, number: int, data: bytes) -> Part:
        with self._lock:
            if not self._met:
                self._met = True
                self._meet()
        return super().put_part(upload, number, data)


def test_p5_two_applies_of_one_large_release_both_finish(world: World) -> None:
    """P5: nobody takes a living upload for one that was left behind."""
    other = world.deployment(world.manifest(LARGE))
    ours = world.deployment(
        world.manifest(LARGE),
        lambda store: _Meeting(store, other.apply) if store.name == "aws" else store,
    )
    assert set(ours.apply().landed) == set(world.stores)
    assert all(whole(world, name) and world.pointer(name) for name in world.stores)
    assert all(not list(store.uploads("")) for store in world.stores.values())


def test_an_upload_whose_beginning_was_not_heard_of_is_cleared(world: World) -> None:
    def lossy(store: Store) -> Store:
        begun = itertools.count()
        lost = LostReply(store, lambda op, n: op == "begin" and next(begun) == 0)  # noqa: ARG005
        return Retrying(lost, Backoff(), lambda seconds: None)  # noqa: ARG005

    world.deployment(world.manifest(LARGE), lossy).apply()
    assert all(not list(store.uploads("")) for store in world.stores.values())


def test_a_saved_plan_is_applied_and_a_stale_one_refused(world: World) -> None:
    deployment = world.deployment(world.manifest())
    saved = encode(deployment.plan())
    deployment.apply(saved)
    with pytest.raises(Conflict, match="stale"):
        deployment.apply(saved)
    with pytest.raises(UsageError, match="saved plan"):
        deployment.apply(b"no plan")


def test_p6_a_forbidden_jurisdiction_stops_before_anybody_is_asked(world: World) -> None:
    """P6: residency is hard."""
    calls: list[Call] = []
    manifest = world.manifest(residency=Residency(deny=frozenset({"jp"})))
    deployment = world.deployment(manifest, lambda store: Traced(store, calls.append))
    with pytest.raises(ResidencyError, match="azure"):
        deployment.plan()
    with pytest.raises(ResidencyError, match="azure"):
        deployment.apply()
    with pytest.raises(ResidencyError, match="azure"):
        deployment.rollback()
    assert calls == []


def test_p7_what_it_costs_stands_in_the_plan(world: World) -> None:
    """P7: once and a month, for every target, before a byte moves."""
    plan = world.deployment(world.manifest(LARGE)).plan()
    assert set(plan.costs) == set(world.stores)
    assert all(cost.once > 0 and cost.monthly > 0 for cost in plan.costs.values())
    assert not any(world.keys(name) for name in world.stores)


def test_p8_a_tampered_file_is_named(world: World) -> None:
    """P8: who, what and the remedy; exit code 5."""
    built = world.deployment(world.manifest()).build().release
    world.stores["gcp"].put(KEYS.file(built.id, "model/weights"), b"eno", Absent())
    with pytest.raises(IntegrityError, match=r"gcp: .*model/weights.*\n.*remedy") as caught:
        world.deployment(world.manifest()).apply()
    assert caught.value.exit_code == 5
    assert world.pointer("aws") is None


def test_gates_without_predictions_are_refused(world: World) -> None:
    manifest = replace(world.manifest(), criteria=Criteria((Gate("f1_macro", min=0.9),)))
    with pytest.raises(UsageError, match="without predictions"):
        world.deployment(manifest).apply()
