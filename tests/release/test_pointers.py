"""P2: old or new, one conditional write a target; and nothing is forgotten."""

from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from typing import TypeVar

import pytest

from mcdeploy.domain import Pointer, Publish
from mcdeploy.errors import Conflict, Unavailable, UsageError
from mcdeploy.records import pointer as records
from mcdeploy.records.keys import Keys
from mcdeploy.release import Move, earlier, history, publish, remains, remove
from mcdeploy.store.contract import Absent, Condition, Stat, Store, Unchanged
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark
from mcdeploy.testing.memory import MemoryStore

T = TypeVar("T")

NAMES = ("aws", "gcp")
KEYS = dict.fromkeys(NAMES, Keys("", "demo"))
POINTER = KEYS["aws"].pointer("live")


def named(word: str) -> str:
    """A release's name, as long as a real one."""
    return sha256(word.encode()).hexdigest()


def at(epoch: int, release: str = "r") -> Pointer:
    release, apply = named(f"{release}{epoch}"), named(f"apply{epoch}")[:32]
    return Pointer(release, epoch, apply, f"2026-01-{epoch:02}T00:00:00+00:00")


def stores() -> dict[str, MemoryStore]:
    return {name: MemoryStore(name) for name in NAMES}


def move(where: dict[str, MemoryStore], to: Pointer) -> None:
    """Publish to every store from what it holds now."""
    steps = []
    for name, store in where.items():
        if POINTER in {stat.key for stat in store.list("")}:
            data, version = get(store, POINTER)
            steps.append(Publish(name, version, to.epoch, records.decode(data, name)))
        else:
            steps.append(Publish(name, None, to.epoch))
    assert publish(tuple(steps), where, KEYS, "live", to) == {}


def test_the_pointer_moves_in_one_conditional_write() -> None:
    where = stores()
    move(where, at(1))
    calls: list[Call] = []
    traced = {name: Traced(store, calls.append) for name, store in where.items()}
    base = {name: get(store, POINTER)[1] for name, store in where.items()}
    steps = tuple(Publish(name, base[name], 2, at(1)) for name in NAMES)
    assert publish(steps, traced, KEYS, "live", at(2)) == {}
    writes = [call for call in calls if call.key == POINTER]
    assert [call.operation for call in writes] == ["put", "put"]
    assert {records.decode(get(store, POINTER)[0], "").epoch for store in where.values()} == {2}


def test_a_pointer_that_somebody_else_moved_is_a_conflict_there_only() -> None:
    where = stores()
    move(where, at(1))
    stale = get(where["gcp"], POINTER)[1]
    move({"gcp": where["gcp"]}, at(2, "theirs"))
    steps = (
        Publish("aws", get(where["aws"], POINTER)[1], 2, at(1)),
        Publish("gcp", stale, 2, at(1)),
    )
    failed = publish(steps, where, KEYS, "live", at(2, "ours"))
    assert set(failed) == {"gcp"}
    assert isinstance(failed["gcp"], Conflict)
    assert failed["gcp"].exit_code == 4
    assert records.decode(get(where["gcp"], POINTER)[0], "").release == named("theirs2")


def test_a_pointer_that_was_deleted_meanwhile_is_a_conflict() -> None:
    where = stores()
    move(where, at(1))
    version = get(where["aws"], POINTER)[1]
    where["aws"].delete(POINTER)
    failed = publish((Publish("aws", version, 2, at(1)),), where, KEYS, "live", at(2))
    assert isinstance(failed["aws"], Conflict)


def test_a_dark_target_is_told_of_and_the_others_move() -> None:
    where = stores()
    dimmed: dict[str, Store] = {"aws": Dark(where["aws"]), "gcp": where["gcp"]}
    steps = tuple(Publish(name, None, 1) for name in NAMES)
    failed = publish(steps, dimmed, KEYS, "live", at(1))
    assert set(failed) == {"aws"}
    assert isinstance(failed["aws"], Unavailable)
    assert get(where["gcp"], POINTER)


class WithoutHistory(Wrapper):
    """Killed, or refused, whenever it would write to the history."""

    def put(self, key: str, data: bytes, condition: Condition) -> Stat:
        if "/history/" in key:
            raise Unavailable(self.name, "put", "killed")
        return super().put(key, data, condition)


def test_p5_the_history_forgets_no_move_of_a_killed_apply() -> None:
    """P5, P8: the pointer itself is the newest entry, and no other replaces it before it is one."""
    where = stores()
    failing = {name: WithoutHistory(store) for name, store in where.items()}
    assert (
        publish(tuple(Publish(name, None, 1) for name in NAMES), failing, KEYS, "live", at(1)) == {}
    )
    assert [one.pointer for one in history(where, KEYS, "live")[0]] == [at(1)]
    steps = tuple(Publish(n, get(store, POINTER)[1], 2, at(1)) for n, store in where.items())
    assert set(publish(steps, failing, KEYS, "live", at(2))) == set(NAMES)
    assert {records.decode(get(store, POINTER)[0], "") for store in where.values()} == {at(1)}
    move(where, at(2))
    moves, errors = history(where, KEYS, "live")
    assert [one.pointer for one in moves] == [at(1), at(2)]
    assert errors == {}
    assert moves[0].targets == NAMES


class OnlyThePointer(Wrapper):
    """Answers until the pointer has moved, and nothing after that."""

    moved = False

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        if self.moved:
            raise Unavailable(self.name, operation, "gone")
        self.moved = operation == "put" and key == POINTER
        return super().around(operation, key, call)


def test_p2_a_target_whose_pointer_has_moved_is_not_called_waiting() -> None:
    where = stores()
    fading = {name: OnlyThePointer(store) for name, store in where.items()}
    steps = tuple(Publish(name, None, 1) for name in NAMES)
    assert publish(steps, fading, KEYS, "live", at(1)) == {}


def test_p3_the_history_is_told_by_those_who_answer() -> None:
    where = stores()
    move(where, at(1))
    moves, dark = history({"aws": Dark(where["aws"]), "gcp": where["gcp"]}, KEYS, "live")
    assert [one.targets for one in moves] == [("gcp",)]
    assert set(dark) == {"aws"}


def test_an_unreadable_pointer_is_never_overwritten_unseen() -> None:
    where = stores()
    version = where["aws"].put(POINTER, b"{}", Absent()).version
    where["aws"].put(POINTER, b"[]", Unchanged(version))
    failed = publish((Publish("aws", version, 1),), where, KEYS, "live", at(1))
    assert failed["aws"].exit_code == 5


def test_the_earlier_release_is_the_last_other_one() -> None:
    moves = tuple(Move(one, NAMES) for one in (at(1), at(2), at(3)))
    again = Move(replace(at(3), epoch=4), NAMES)
    raced = Move(at(4, "loser"), NAMES)
    assert earlier((*moves, again, raced), again.pointer) == named("r2")
    with pytest.raises(UsageError, match="no earlier release"):
        earlier(moves[:1], at(1))


def test_what_remains_is_removed_pointers_first() -> None:
    where = stores()
    move(where, at(1))
    where["aws"].put("demo/releases/r1/a", b"abc", Absent())
    where["aws"].put("demo-two/kept", b"abc", Absent())
    where["aws"].begin("demo/releases/r2/large", 9, 9)
    calls: list[Call] = []
    traced = {name: Traced(store, calls.append) for name, store in where.items()}
    found, errors = remains(traced, KEYS)
    assert errors == {}
    assert {one.target: (len(one.keys), one.uploads) for one in found} == {
        "aws": (2, 1),
        "gcp": (1, 0),
    }
    assert remove(found, traced, KEYS) == {}
    deleted = [call.key for call in calls if call.operation == "delete" and call.store == "aws"]
    assert deleted[0] == POINTER
    assert [stat.key for stat in where["aws"].list("")] == ["demo-two/kept"]
    assert list(where["aws"].uploads("")) == []
    assert remains(where, KEYS)[0] == ()
