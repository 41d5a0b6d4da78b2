"""What can be done with a deployment once it is there."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from mcdeploy.deployment import Deployment
from mcdeploy.domain import Health, Pointer, Residency
from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    IntegrityError,
    Partial,
    ResidencyError,
    Unavailable,
    UsageError,
)
from mcdeploy.records import pointer as records
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.store.contract import Absent, Condition, Reading, Stat, Store, Unchanged, Version
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from mcdeploy.testing.faults import Dark, Torn
from mcdeploy.testing.memory import MemoryStore
from tests.world import World, target

T = TypeVar("T")

KEYS = Keys("", "demo")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def releases(world: World, *weights: bytes) -> list[str]:
    """Apply these one after another; the names of the releases."""
    return [
        world.deployment(world.manifest(data, required=2)).apply().plan.release for data in weights
    ]


def live(world: World) -> set[str]:
    return {json.loads(world.pointer(name) or b"{}")["release"] for name in world.stores}


def all_dark(store: Store) -> Store:
    return Dark(store)


def test_status_before_the_first_release(world: World) -> None:
    status = world.deployment(world.manifest()).status()
    assert status.live is None
    assert not status.drifted


def test_status_names_what_is_live_and_what_drifted(world: World) -> None:
    (release,) = releases(world, b"one")
    deployment = world.deployment(world.manifest())
    assert not deployment.status().drifted
    world.stores["gcp"].delete(KEYS.file(release, "model/weights"))
    status = deployment.status()
    assert status.drifted
    assert {one.target: one.drift for one in status.targets} == {
        "aws": (),
        "gcp": ("model/weights is missing",),
        "azure": (),
    }


def test_drift_is_healed_by_an_apply_that_looks(world: World) -> None:
    (release,) = releases(world, b"one")
    deployment = world.deployment(world.manifest())
    world.stores["gcp"].delete(KEYS.file(release, "model/weights"))
    assert deployment.plan().empty  # what is live is taken to be whole, and `status` tells
    [stage] = [stage for stage in deployment.plan(verify=True).stages if stage.files]
    assert (stage.target, [file.path for file in stage.files]) == ("gcp", ["model/weights"])
    deployment.apply(verify=True)
    assert not deployment.status().drifted


@pytest.mark.parametrize("gone", [RELEASE, SIGNATURE])
def test_without_its_document_or_signature_a_release_is_healed_by_any_apply(
    world: World, gone: str
) -> None:
    (release,) = releases(world, b"one")
    world.stores["gcp"].delete(KEYS.file(release, gone))
    releases(world, b"one")
    assert not world.deployment(world.manifest()).status().drifted


def test_what_rotted_in_place_is_found_by_an_apply_that_looks(world: World) -> None:
    """Of the same size, so a listing does not show it; the store's own checksum does."""
    (release,) = releases(world, b"one")
    store, key = world.stores["gcp"], KEYS.file(release, "model/weights")
    store.put(key, b"eno", Unchanged(store.head(key).version))
    deployment = world.deployment(world.manifest())
    assert not deployment.status().drifted
    with pytest.raises(IntegrityError, match="gcp"):
        deployment.apply(verify=True)


def test_status_asks_and_never_writes(world: World) -> None:
    releases(world, b"one")
    calls: list[Call] = []
    world.deployment(world.manifest(), lambda store: Traced(store, calls.append)).status()
    assert {call.operation for call in calls} == {"read", "list"}
    assert sum(call.key == KEYS.pointer("live") for call in calls) == len(world.stores)
    assert len(calls) == 4 * len(world.stores)  # pointer, listing, release.json, its signature


def test_nobody_answers(world: World) -> None:
    deployment = world.deployment(world.manifest(), all_dark)
    for ask in (deployment.status, deployment.history, deployment.rollback):
        with pytest.raises(Unavailable):
            ask()


def test_history_tells_every_move(world: World) -> None:
    names = releases(world, b"one", b"two")
    world.deployment(world.manifest()).rollback()
    moves = world.deployment(world.manifest()).history().moves
    assert [move.pointer.epoch for move in moves] == [1, 2, 3]
    assert [move.pointer.release for move in moves] == [names[0], names[1], names[0]]
    assert moves[0].targets == ("aws", "azure", "gcp")


def test_rollback_goes_to_the_release_before(world: World) -> None:
    names = releases(world, b"one", b"two")
    outcome = world.deployment(world.manifest()).rollback()
    assert live(world) == {names[0]} == {outcome.plan.release}
    assert not any(stage.files for stage in outcome.plan.stages)


def test_rollback_goes_to_a_named_release_and_again_does_nothing(world: World) -> None:
    names = releases(world, b"one", b"two", b"three")
    deployment = world.deployment(world.manifest())
    deployment.rollback(names[0][:8])
    assert live(world) == {names[0]}
    assert deployment.rollback(names[0]).plan.empty


@pytest.mark.parametrize("to", ["", "12", "nosuchrelease"])
def test_rollback_to_what_never_was_is_an_error(world: World, to: str) -> None:
    releases(world, b"one", b"two")
    with pytest.raises(UsageError, match="mcdeploy history"):
        world.deployment(world.manifest()).rollback(to)


def test_rollback_without_an_earlier_release_is_an_error(world: World) -> None:
    with pytest.raises(UsageError, match="nothing was released"):
        world.deployment(world.manifest()).rollback()
    releases(world, b"one")
    with pytest.raises(UsageError, match="no earlier release"):
        world.deployment(world.manifest()).rollback()


def test_rollback_takes_what_a_target_lacks_from_another(world: World) -> None:
    large = bytes(range(256)) * (9 * 2**12)
    names = releases(world, large, b"two")
    for stat in list(world.stores["azure"].list(KEYS.release(names[0]))):
        world.stores["azure"].delete(stat.key)
    world.deployment(world.manifest()).rollback()
    status = world.deployment(world.manifest()).status()
    assert status.live is not None
    assert status.live.release == names[0]
    assert not status.drifted


@pytest.mark.parametrize("after", [None, 0, 2])
def test_p3_rollback_goes_on_from_another_target_in_mid_file(
    world: World, after: int | None
) -> None:
    """P3: the first that holds a file may go dark before its first byte or behind it."""
    (first, *_) = releases(world, b"one", b"two")
    weights = KEYS.file(first, "model/weights")
    world.stores["azure"].delete(weights)

    class Fading(Wrapper):
        def read(
            self,
            key: str,
            start: int = 0,
            length: int | None = None,
            version: Version | None = None,
        ) -> Reading:
            if key != weights:
                return super().read(key, start, length, version)
            if after is None:
                raise Unavailable(self.name, "read", "it went dark")
            return Torn(self.inner, lambda number: after).read(key, start)  # noqa: ARG005

    fading = world.deployment(
        world.manifest(required=2), lambda store: Fading(store) if store.name == "aws" else store
    )
    assert not fading.rollback().partial
    assert get(world.stores["azure"], weights)[0] == b"one"


def test_rollback_to_before_a_target_was_added_leaves_it_alone(world: World) -> None:
    whole = dict(world.stores)
    del world.stores["azure"]
    (first,) = releases(world, b"one")
    world.stores = whole
    releases(world, b"two")
    outcome = world.deployment(world.manifest()).rollback()
    assert set(outcome.landed) == {"aws", "gcp"}
    assert outcome.plan.release == first
    assert [note for note in outcome.plan.notes if note.startswith("azure:")]


def test_destroy_asks_and_then_deletes_everything(world: World) -> None:
    releases(world, b"one", b"two")
    deployment = world.deployment(world.manifest())
    refused = deployment.destroy(lambda found: False)  # noqa: ARG005
    assert not refused.approved
    assert world.keys("aws")
    destroyed = deployment.destroy(lambda found: len(found) == 3)
    assert destroyed.approved
    assert not any(world.keys(name) for name in world.stores)


def test_destroy_of_nothing_asks_nobody(world: World) -> None:
    def never(found: object) -> bool:
        raise AssertionError(found)

    assert world.deployment(world.manifest()).destroy(never).remains == ()


def test_destroy_with_a_dark_target_is_partial_and_the_next_one_finishes(world: World) -> None:
    releases(world, b"one")
    dimmed = world.deployment(world.manifest(), lambda store: Dark(store, dark=store.name == "gcp"))
    with pytest.raises(Partial, match="gcp"):
        dimmed.destroy(bool)
    assert not world.keys("aws")
    world.deployment(world.manifest()).destroy(bool)
    assert not world.keys("gcp")


def test_fetch_writes_the_live_release(world: World, tmp_path: Path) -> None:
    names = releases(world, b"one", b"two")
    fetched = world.deployment(world.manifest()).fetch(tmp_path / "out", "gcp:europe-west3")
    assert (fetched.release, fetched.target) == (names[1], "gcp")
    assert (tmp_path / "out/model/weights").read_bytes() == b"two"


def test_fetch_before_the_first_release_is_an_error(world: World, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="mcdeploy apply"):
        world.deployment(world.manifest()).fetch(tmp_path / "out")


def test_p6_fetch_reads_from_no_forbidden_place_and_brings_nothing_to_one(
    world: World, tmp_path: Path
) -> None:
    """P6: neither the target nor the reader may be where the data must not be."""
    releases(world, b"one")
    calls: list[Call] = []
    european = world.manifest(residency=Residency(allow=frozenset({"eu"})))
    deployment = world.deployment(european, lambda store: Traced(store, calls.append))
    deployment.fetch(tmp_path / "out", "aws:eu-central-1")
    touched = {call.store for call in calls if "/releases/" in call.key}
    assert touched == {"gcp"}
    with pytest.raises(ResidencyError, match="us-east-1"):
        deployment.fetch(tmp_path / "out", "aws:us-east-1")


def test_p3_route_with_check_puts_a_dark_target_last(world: World) -> None:
    dimmed = world.deployment(world.manifest(), lambda store: Dark(store, dark=store.name == "gcp"))
    assert dimmed.route("gcp:europe-west1").choices[0].target == "gcp"
    assert dimmed.route("gcp:europe-west1", check=True).choices[-1].target == "gcp"


def test_a_model_of_ones_own_has_no_report(world: World, tmp_path: Path) -> None:
    releases(world, b"one")
    with pytest.raises(UsageError, match="no evaluation report"):
        world.deployment(world.manifest()).report(tmp_path)


def test_two_deployments_share_a_bucket_and_never_meet(world: World) -> None:
    one = world.manifest()
    two = replace(one, name="demo-2", targets=tuple(target(name) for name in world.stores))
    world.deployment(one).apply()
    world.deployment(two).apply()
    world.deployment(one).destroy(bool)
    assert not world.deployment(two).status().drifted
    assert all(key.startswith("demo-2/") for key in world.keys("aws"))


def test_stores_are_closed_after_every_operation(world: World) -> None:
    closed: list[str] = []

    class Closing(Traced):
        def close(self) -> None:
            closed.append(self.name)

    calls: list[Call] = []
    world.deployment(world.manifest(), lambda store: Closing(store, calls.append)).apply()
    assert sorted(closed) == ["aws", "azure", "gcp"]
    assert isinstance(world.stores["aws"], MemoryStore)


class Missing(Wrapper):
    """A store without its bucket."""

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        del call
        raise BucketMissing(self.name, operation, f"no bucket for {key}", remedy="make it")


def test_p8_the_errors_of_several_targets_are_told_at_once(world: World) -> None:
    """P8: nobody mends one bucket to learn of the next."""
    deployment = world.deployment(world.manifest(), Missing)
    with pytest.raises(BucketMissing, match="aws") as caught:
        deployment.plan()
    assert [note.split(":")[0] for note in caught.value.__notes__] == ["gcp", "azure"]


class Denied(Wrapper):
    """A store that these credentials may not touch."""

    def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
        del call
        raise AccessDenied(self.name, operation, f"no access to {key}")


def unreadable(world: World, name: str) -> None:
    store, key = world.stores[name], KEYS.pointer("live")
    store.put(key, b"garbage", Unchanged(store.head(key).version))


@pytest.mark.parametrize("wrong", ["denied", "missing", "unreadable"])
def test_p3_a_reader_needs_one_target_only(world: World, tmp_path: Path, wrong: str) -> None:
    """P3: whatever keeps one target from being read, readers go on with the others, and say why."""
    (release,) = releases(world, b"one")
    wrap = {"denied": Denied, "missing": Missing, "unreadable": Wrapper}[wrong]
    if wrong == "unreadable":
        unreadable(world, "azure")
    deployment = world.deployment(
        world.manifest(), lambda store: wrap(store) if store.name == "azure" else store
    )
    fetched = deployment.fetch(tmp_path / "out", "azure:japaneast")
    assert (fetched.release, set(fetched.dark)) == (release, {"azure"})
    last = deployment.route("azure:japaneast", check=True).choices[-1]
    assert (last.target, last.health) == ("azure", Health.DARK)
    assert fetched.dark["azure"] in last.why
    assert set(deployment.history().dark) == {"azure"}
    told = {one.target: one.drift for one in deployment.status().targets}
    assert told == {"aws": (), "gcp": (), "azure": (f"cannot be read: {fetched.dark['azure']}",)}
    for judge in (deployment.plan, deployment.apply, deployment.rollback):
        with pytest.raises((AccessDenied, BucketMissing, IntegrityError), match="azure"):
            judge()


def test_p8_a_reader_who_can_read_nothing_is_told_the_gravest_reason(
    world: World, tmp_path: Path
) -> None:
    """P8: nothing is lost."""
    deployment = world.deployment(
        world.manifest(), lambda store: Dark(store) if store.name == "aws" else Denied(store)
    )
    for ask in (lambda: deployment.fetch(tmp_path / "out"), deployment.history):
        with pytest.raises(AccessDenied, match="gcp") as caught:
            ask()
        assert [note.split(":")[0] for note in caught.value.__notes__] == ["aws", "azure"]


def test_p8_what_cannot_be_read_is_told_where_nothing_was_released(
    world: World, tmp_path: Path
) -> None:
    deployment = world.deployment(
        world.manifest(), lambda store: Denied(store) if store.name == "aws" else store
    )
    with pytest.raises(UsageError, match=r"can be read \(aws: .*no access"):
        deployment.fetch(tmp_path / "out")


def test_p5_a_junk_entry_of_the_history_stops_nobody(world: World) -> None:
    names = releases(world, b"one", b"two")
    world.stores["azure"].put(f"{KEYS.history}live/0000000001-x.json", b"junk", Absent())
    deployment = world.deployment(world.manifest())
    told = deployment.history()
    assert [move.pointer.release for move in told.moves] == names
    assert "0000000001-x.json cannot be read" in told.dark["azure"]
    assert deployment.rollback().plan.release == names[0]


def test_p8_the_errors_of_several_targets_of_an_apply_are_told(world: World) -> None:
    """P8: nobody mends one policy to learn of the next."""

    class ReadOnly(Wrapper):
        def put(self, key: str, data: bytes, condition: Condition) -> Stat:
            del data, condition
            raise AccessDenied(self.name, "put", f"no writing of {key}")

    with pytest.raises(AccessDenied) as caught:
        world.deployment(world.manifest(), ReadOnly).apply()
    assert len(caught.value.__notes__) == 2


def renamed(world: World) -> Deployment:
    manifest = world.manifest()
    targets = tuple(replace(one, name=f"new-{one.name}") for one in manifest.targets)
    stores = {f"new-{name}": store for name, store in world.stores.items()}
    return Deployment(replace(manifest, targets=targets), connect=lambda to: stores[to.name])


def test_p8_a_release_made_for_other_targets_says_so(world: World, tmp_path: Path) -> None:
    """P8: nothing is done, and it does not look like success."""
    releases(world, b"one", b"two")
    told = r"made for the targets aws, azure, gcp, and none of new-aws, .*\n.*names back"
    with pytest.raises(UsageError, match=told):
        renamed(world).fetch(tmp_path / "out")
    with pytest.raises(UsageError, match=told):
        renamed(world).rollback()


def place(world: World, name: str, moved: Pointer) -> None:
    """Make this the target's pointer, as an apply did that raced with another."""
    store, key = world.stores[name], KEYS.pointer("live")
    store.put(key, records.encode(moved), Unchanged(store.head(key).version))


@pytest.mark.parametrize("lost", ["aws", "gcp", "azure"])
def test_p2_what_is_live_does_not_depend_on_who_looks(
    world: World, tmp_path: Path, lost: str
) -> None:
    """P2: two applies raced to one epoch, and each moved some pointers."""
    one, *raced = releases(world, b"one", b"two", b"three")
    for name in world.stores:
        release = min(raced) if name == lost else max(raced)
        place(world, name, Pointer(release, 9, "0" * 32, "2026-01-01T00:00:00+00:00"))
    deployment = world.deployment(world.manifest(b"three"))
    status = deployment.status()
    assert status.live is not None
    assert status.live.release == max(raced)
    drift = {target.target: target.drift for target in status.targets if target.drift}
    assert set(drift) == {lost}
    assert "of epoch 9 too" in drift[lost][0]
    origins = ("aws:us-east-1", "gcp:europe-west1", "azure:japaneast")
    fetched = {deployment.fetch(tmp_path / origin[:3], origin).release for origin in origins}
    assert fetched == {max(raced)}
    assert {move.epoch for move in deployment.plan().publishes} == {10}
    assert deployment.rollback().plan.release in {one, *raced} - {max(raced)}
    assert not deployment.status().drifted


def test_status_sees_what_a_plan_would_do(world: World) -> None:
    """The release is the right one, of an older epoch."""
    releases(world, b"one")

    def azure_dark(store: Store) -> Store:
        return Dark(store, dark=store.name == "azure")

    world.deployment(world.manifest(b"two", required=2), azure_dark).apply()
    world.deployment(world.manifest(b"two", required=2), azure_dark).rollback()
    deployment = world.deployment(world.manifest(b"one", required=2))
    assert not deployment.plan().empty
    assert {one.target: one.drift for one in deployment.status().targets if one.drift} == {
        "azure": (f"still at epoch 1, {deployment.build().release.id[:12]}",)
    }


def test_destroy_clears_unfinished_uploads_where_nothing_else_lies(world: World) -> None:
    world.stores["aws"].begin(KEYS.file("r1", "model/weights"), 9, 9)
    destroyed = world.deployment(world.manifest()).destroy(bool)
    assert [(one.target, one.uploads) for one in destroyed.remains] == [("aws", 1)]
    assert not list(world.stores["aws"].uploads(""))


def test_p8_destroy_says_what_forbids_it(world: World) -> None:
    """P8: running it again would not help; the other targets are empty."""
    releases(world, b"one")

    class Undeletable(Wrapper):
        def delete(self, key: str, condition: Unchanged | None = None) -> None:
            del condition
            raise AccessDenied(self.name, "delete", f"no deleting of {key}", remedy="grant it")

    deployment = world.deployment(
        world.manifest(),
        lambda store: {"aws": Undeletable, "gcp": Dark, "azure": Wrapper}[store.name](store),
    )
    with pytest.raises(AccessDenied, match=r"aws: .*\n.*grant it") as caught:
        deployment.destroy(bool)
    assert [note.split(":")[0] for note in caught.value.__notes__] == ["gcp"]
    assert not world.keys("azure")


def test_rollback_takes_nothing_from_a_target_whose_bytes_are_others(world: World) -> None:
    (first, _) = releases(world, b"one", b"two")
    key = KEYS.file(first, "model/weights")
    world.stores["azure"].delete(key)
    world.stores["aws"].put(key, b"eno", Unchanged(world.stores["aws"].head(key).version))
    rollback = world.deployment(world.manifest()).rollback
    with pytest.raises(IntegrityError, match=r"aws: .*model/weights"):
        rollback()
    assert get(world.stores["azure"], key)[0] == b"one"
    world.stores["aws"].delete(key)
    rollback()
    assert get(world.stores["aws"], key)[0] == b"one"


def test_p1_rollback_never_moves_to_bytes_that_have_rotted(world: World) -> None:
    """P1: what lay there for long is verified again before the pointer moves."""
    names = releases(world, b"one", b"two")
    key = KEYS.file(names[0], "model/weights")
    for store in world.stores.values():
        store.put(key, b"eno", Unchanged(store.head(key).version))
    with pytest.raises(IntegrityError) as caught:
        world.deployment(world.manifest()).rollback()
    assert caught.value.exit_code == 5
    assert live(world) == {names[1]}


def test_rolling_back_twice_goes_two_back(world: World) -> None:
    names = releases(world, b"one", b"two", b"three")
    deployment = world.deployment(world.manifest())
    deployment.rollback()
    deployment.rollback()
    assert live(world) == {names[0]}
    with pytest.raises(UsageError, match="no earlier release"):
        deployment.rollback()
    releases(world, b"three")
    deployment.rollback()
    assert live(world) == {names[0]}


def test_p6_route_has_no_way_to_a_forbidden_reader(world: World) -> None:
    manifest = world.manifest(residency=Residency(deny=frozenset({"us", "jp"})))
    deployment = world.deployment(manifest)
    with pytest.raises(ResidencyError, match="us-east-1"):
        deployment.route("aws:us-east-1")
    assert [choice.target for choice in deployment.route("aws:eu-west-1").choices] == ["gcp"]


def test_a_checked_route_leads_nowhere_when_nobody_answers(world: World) -> None:
    with pytest.raises(Unavailable, match="every target"):
        world.deployment(world.manifest(), all_dark).route(check=True)


def test_status_knows_a_release_json_that_is_another(world: World) -> None:
    (release,) = releases(world, b"one")
    key = KEYS.file(release, "release.json")
    data, version = get(world.stores["gcp"], key)
    world.stores["gcp"].put(key, data.replace(b"demo", b"omed"), Unchanged(version))
    drift = {one.target: one.drift for one in world.deployment(world.manifest()).status().targets}
    assert drift["aws"] == ()
    assert "digest" in drift["gcp"][0]


def test_p2_fetch_leaves_no_mixture_of_two_releases(world: World, tmp_path: Path) -> None:
    """P2: what an earlier fetch brought goes with it; what somebody else put there stays."""
    out = tmp_path / "out"
    first = replace(world.manifest(), model=world.model(a=b"1", b=b"1"))
    world.deployment(first).apply()
    world.deployment(first).fetch(out)
    (out / "model" / "notes.txt").write_text("mine")
    second = replace(world.manifest(), model=world.model(a=b"2"))
    world.deployment(second).apply()
    fetched = world.deployment(second).fetch(out)
    files = sorted(path.relative_to(out).as_posix() for path in out.rglob("*") if path.is_file())
    assert files == ["model/a", "model/notes.txt", "release.json", "release.sig.json"]
    assert sum(fetched.served.values()) == 1
