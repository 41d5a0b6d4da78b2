"""Who released it: no pointer moves to, and no reader believes, what nobody trusted has signed."""

import base64
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from mcdeploy.clouds import opened
from mcdeploy.domain import File, Pointer, Release, Signing, Target
from mcdeploy.errors import IntegrityError, SignatureError, Unavailable, UsageError
from mcdeploy.live import signatures
from mcdeploy.manifest import Manifest
from mcdeploy.records import pointer as pointers
from mcdeploy.records import release as records
from mcdeploy.records.keys import RELEASE, SIGNATURE, Keys
from mcdeploy.signature import Seal, keys, resources, statement, trust, verify
from mcdeploy.signature.signer import Key, signer
from mcdeploy.store.contract import Absent, Condition, Stat, Unchanged
from mcdeploy.store.digest import digest
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.store.wrapper import Wrapper
from tests.world import World

KEYS = Keys("", "demo")
T = TypeVar("T")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


@pytest.fixture
def stranger(tmp_path: Path) -> Path:
    """The private key of somebody whom nobody trusts."""
    return keys.new(tmp_path / "stranger")[0]


def signed_by(manifest: Manifest, **signing: object) -> Manifest:
    return replace(manifest, signature=Signing(**signing))  # type: ignore[arg-type]


def apply(world: World, weights: bytes = b"one") -> str:
    return world.deployment(world.manifest(weights)).apply().plan.release


def put(world: World, name: str, path: str, release: str, data: bytes) -> None:
    """As somebody who may write to the bucket."""
    store, key = world.stores[name], KEYS.file(release, path)
    store.delete(key)
    store.put(key, data, Absent())


def held(world: World, name: str, release: str) -> bytes:
    return get(world.stores[name], KEYS.file(release, SIGNATURE))[0]


def live(world: World) -> set[str | None]:
    found = [world.pointer(name) for name in world.stores]
    return {None if data is None else json.loads(data)["release"] for data in found}


def planned(world: World, weights: bytes) -> str:
    """The name that the release will have."""
    return world.deployment(world.manifest(weights)).plan().release


def test_what_lies_there_is_signed_for_its_target(world: World) -> None:
    release = apply(world)
    document = get(world.stores["aws"], KEYS.file(release, RELEASE))[0]
    parsed = records.parse(release, document, "aws")
    bundles = {held(world, name, release) for name in world.stores}
    assert len(bundles) == 1  # equal packages, one key
    (bundle,) = bundles
    assert len(verify(bundle, resources(parsed, "aws"), trust(Signing()), "aws")) == 64


def test_p1_a_pointer_never_moves_where_somebody_else_has_signed(
    world: World, stranger: Path
) -> None:
    """P1: the signature lay there before, as of somebody who may write to one bucket."""
    old = apply(world, b"old")
    new = planned(world, b"new")
    signing = Signing(key=stranger)
    theirs = signer(signing, {})
    assert theirs is not None
    put(world, "gcp", SIGNATURE, new, theirs.sign(statement.encode({"release.json": new}, new)))
    with pytest.raises(SignatureError, match="not trusted") as refused:
        apply(world, b"new")
    assert refused.value.who == "gcp"
    assert live(world) == {old}


def test_p1_a_pointer_never_moves_where_a_file_lies_that_nobody_signed(world: World) -> None:
    old = apply(world, b"old")
    put(world, "azure", "model/extra.pkl", planned(world, b"new"), b"payload")
    with pytest.raises(SignatureError, match=r"model/extra\.pkl") as refused:
        apply(world, b"new")
    assert refused.value.who == "azure"
    assert live(world) == {old}
    assert not world.deployment(world.manifest(b"old")).status().drifted


@pytest.mark.parametrize("broken", [b"", b"{}", b"garbage"])
def test_a_broken_signature_is_no_signature(world: World, broken: bytes) -> None:
    put(world, "aws", SIGNATURE, planned(world, b"one"), broken)
    with pytest.raises(SignatureError, match="broken"):
        apply(world)
    assert live(world) == {None}


def test_the_signature_of_another_trusted_key_stays(world: World, stranger: Path) -> None:
    other = signed_by(world.manifest(), key=stranger)
    release = world.deployment(other).apply().plan.release
    before = held(world, "aws", release)
    world.stores["gcp"].delete(KEYS.pointer("live"))
    both = signed_by(world.manifest(), trusted=(stranger.with_name(keys.PUBLIC),))
    world.deployment(both).apply()
    assert held(world, "gcp", release) == before
    with pytest.raises(SignatureError, match="not trusted"):
        world.deployment(world.manifest()).fetch(world.folder / "out")
    world.deployment(both).fetch(world.folder / "out")


def test_without_a_key_nobody_is_asked(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(keys.VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(world.folder))
    calls: list[Call] = []
    deployment = world.deployment(world.manifest(), lambda store: Traced(store, calls.append))
    with pytest.raises(UsageError) as refused:
        deployment.apply()
    assert "mcdeploy keys new" in refused.value.remedy
    assert calls == []
    assert any("no key here" in note for note in deployment.plan().notes)


def test_with_mode_off_nothing_is_signed_and_a_later_apply_signs(world: World) -> None:
    off = signed_by(world.manifest(), required=False)
    release = world.deployment(off).apply().plan.release
    assert not any(key.endswith(SIGNATURE) for key in world.keys("aws"))
    fetched = world.deployment(off).fetch(world.folder / "out")
    assert not (fetched.folder / SIGNATURE).exists()
    with pytest.raises(SignatureError, match="nobody has signed it"):
        world.deployment(world.manifest()).fetch(world.folder / "out")
    healed = world.deployment(world.manifest()).apply().plan
    assert (healed.publishes, [stage.sign for stage in healed.stages]) == ((), [True] * 3)
    assert held(world, "aws", release)
    world.deployment(world.manifest()).fetch(world.folder / "out")
    assert world.deployment(world.manifest()).plan().empty


def plant(world: World, key: Path | None) -> Release:
    """A consistent release of somebody else's, signed or not, on every target, and live."""
    weights = b"planted"
    sums = digest([weights]).checksums()
    package = (File("model/weights", len(weights), sums),)
    made = records.build("demo", dict.fromkeys(world.stores, package), {}, {})
    moved = pointers.encode(Pointer(made.id, 99, "f" * 32, "2026-01-01T00:00:00+00:00"))
    theirs = None if key is None else Key(keys.load(key))
    for name, store in world.stores.items():
        put(world, name, "model/weights", made.id, weights)
        put(world, name, RELEASE, made.id, made.document)
        if theirs is not None:
            said = statement.encode(resources(made, name), made.id)
            put(world, name, SIGNATURE, made.id, theirs.sign(said))
        version = store.head(KEYS.pointer("live")).version
        store.put(KEYS.pointer("live"), moved, Unchanged(version))
    return made


@pytest.mark.parametrize("signed", [True, False], ids=["by a stranger", "by nobody"])
def test_p1_a_release_that_was_planted_is_not_believed(
    world: World, stranger: Path, signed: bool
) -> None:
    """P1: every digest of it is right, and every pointer is at it."""
    old = apply(world)
    planted = plant(world, stranger if signed else None)
    deployment = world.deployment(world.manifest())
    asks: list[Callable[[], object]] = [
        lambda: deployment.fetch(world.folder / "out"),
        lambda: deployment.report(world.folder / "out"),
        deployment.status,
        lambda: deployment.rollback(planted.id),
    ]
    for ask in asks:
        with pytest.raises(SignatureError):
            ask()
    assert list((world.folder).glob("out/**/weights")) == []
    deployment.apply()
    assert live(world) == {old}


def astray(world: World, name: str, release: str = "a" * 64, epoch: int = 99) -> None:
    """Somebody who may write to one bucket points elsewhere."""
    store = world.stores[name]
    moved = pointers.encode(Pointer(release, epoch, "f" * 32, "2026-01-01T00:00:00+00:00"))
    store.put(KEYS.pointer("live"), moved, Unchanged(store.head(KEYS.pointer("live")).version))


def planted_on_gcp(world: World, stranger: Path) -> tuple[str, Release]:
    """The release that was live before, and that of a stranger, to which one pointer leads."""
    old = apply(world)
    before = {name: world.pointer(name) for name in world.stores}
    planted = plant(world, stranger)
    for name in ("aws", "azure"):
        store, data = world.stores[name], before[name]
        assert data is not None
        store.delete(KEYS.pointer("live"))
        store.put(KEYS.pointer("live"), data, Absent())
    return old, planted


def test_p1_one_bucket_does_not_keep_readers_from_what_is_signed(
    world: World, stranger: Path
) -> None:
    """P1, P3: the others hold the right release, and who was passed over is told."""
    old, planted = planted_on_gcp(world, stranger)
    deployment = world.deployment(world.manifest())
    fetched = deployment.fetch(world.folder / "out", "gcp:europe-west1")
    assert fetched.release == old
    assert set(fetched.dark) == {"gcp"}
    assert planted.id[:12] in fetched.dark["gcp"]
    assert "not trusted" in fetched.dark["gcp"]
    status = deployment.status()
    assert status.live is not None
    assert status.live.release == old
    drift = {one.target: one.drift for one in status.targets}
    assert drift == {"aws": (), "gcp": (fetched.dark["gcp"],), "azure": ()}
    deployment.apply()
    assert live(world) == {old}


def test_a_pointer_to_nothing_is_passed_over(world: World) -> None:
    old = apply(world)
    astray(world, "azure")
    fetched = world.deployment(world.manifest()).fetch(world.folder / "out")
    assert (fetched.release, set(fetched.dark)) == (old, {"azure"})


def test_to_go_back_is_to_go_below_what_is_signed(world: World) -> None:
    first, second = apply(world, b"one"), apply(world, b"two")
    astray(world, "gcp")
    assert world.deployment(world.manifest(b"two")).rollback().plan.release == first
    assert live(world) == {first}
    assert second not in live(world)


def test_going_back_waits_for_who_may_hold_what_is_live(world: World) -> None:
    """Nobody knows whether the newest is signed: then it is not passed over."""
    _, second, third = (apply(world, weights) for weights in (b"one", b"two", b"three"))
    for name in ("aws", "azure"):
        astray(world, name, second, 2)
        world.stores[name].delete(KEYS.file(third, RELEASE))

    class Flickers(Wrapper):
        def around(self, operation: str, key: str, call: Callable[[], T]) -> T:
            if self.name == "gcp" and key.endswith(RELEASE):
                raise Unavailable(self.name, operation, "no answer")
            return call()

    with pytest.raises(Unavailable, match="no answer"):
        world.deployment(world.manifest(), Flickers).rollback()


def test_where_all_pointers_agree_nobody_is_asked_more(world: World) -> None:
    apply(world, b"one")
    apply(world, b"two")
    calls: list[Call] = []
    deployment = world.deployment(world.manifest(), lambda store: Traced(store, calls.append))
    deployment.fetch(world.folder / "out")
    read = [call.key for call in calls if call.operation == "read"]
    assert len([key for key in read if key.endswith(RELEASE)]) == 1
    assert len([key for key in read if key.endswith(SIGNATURE)]) == 1
    calls.clear()
    deployment.rollback()
    read = [call.key for call in calls if call.operation == "read"]
    assert len([key for key in read if key.endswith(RELEASE)]) == 1


def test_a_release_of_another_deployment_is_not_ours(world: World) -> None:
    """It is signed by the same key, and somebody copied it."""
    apply(world)
    other = replace(world.manifest(b"two"), name="other")
    release = world.deployment(other).apply().plan.release
    moved = Pointer(release, 99, "f" * 32, "2026-01-01T00:00:00+00:00")
    for store in world.stores.values():
        for stat in list(store.list(f"other/releases/{release}/")):
            data = get(store, stat.key)[0]
            store.put(stat.key.replace("other/", "demo/", 1), data, Absent())
        version = store.head(KEYS.pointer("live")).version
        store.put(KEYS.pointer("live"), pointers.encode(moved), Unchanged(version))
    with pytest.raises(SignatureError, match="is one of other, and not of demo"):
        world.deployment(world.manifest()).fetch(world.folder / "out")


def test_a_reader_goes_on_to_a_target_that_is_signed_right(world: World) -> None:
    release = apply(world)
    put(world, "gcp", SIGNATURE, release, b"{}")
    deployment = world.deployment(world.manifest())
    fetched = deployment.fetch(world.folder / "out", "gcp:europe-west1")
    assert (fetched.folder / SIGNATURE).read_bytes() == held(world, "aws", release)
    (drift,) = [one.drift for one in deployment.status().targets if one.target == "gcp"]
    assert "signature is broken" in drift[0]


def test_status_names_what_nobody_signed(world: World) -> None:
    release = apply(world)
    world.stores["aws"].delete(KEYS.file(release, SIGNATURE))
    put(world, "gcp", "model/extra", release, b"")
    status = world.deployment(world.manifest()).status()
    drift = {one.target: one.drift for one in status.targets}
    assert drift["aws"] == (f"release {release[:12]} has no {SIGNATURE}: nobody has signed it",)
    assert drift["gcp"] == ("model/extra is no file of this release",)
    assert drift["azure"] == ()


def keyless_reader(world: World, weights: bytes = b"two") -> Manifest:
    """Somebody who trusts our key and has none."""
    own = keys.own()
    assert own is not None
    public = own.with_name(keys.PUBLIC)
    return signed_by(world.manifest(weights, required=2), trusted=(public,))


def test_a_rollback_brings_a_missing_signature_from_another_target(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, _ = apply(world, b"one"), apply(world, b"two")
    there = held(world, "azure", first)
    world.stores["azure"].delete(KEYS.file(first, SIGNATURE))
    manifest = keyless_reader(world)
    monkeypatch.delenv(keys.VARIABLE)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(world.folder))
    world.deployment(manifest).rollback(first)
    assert live(world) == {first}
    assert held(world, "azure", first) == there


def apart(world: World) -> Release:
    """A release with another package on each target."""
    contents = {name: name.encode() for name in world.stores}
    packages = {
        name: (File("model/weights", len(data), digest([data]).checksums()),)
        for name, data in contents.items()
    }
    return records.build("demo", packages, {}, {})


def test_a_signature_for_other_files_is_no_copy(world: World) -> None:
    release = apart(world)
    deployment = world.deployment(world.manifest())
    assert deployment.connect is not None
    with opened("demo", world.manifest().targets, deployment.connect) as clouds:
        seal = Seal(release, trust(Signing()), signer(Signing()))
        made = seal.sign(world.stores)
        assert len(set(made.values())) == 3
        for name in ("aws", "gcp"):
            put(world, name, SIGNATURE, release.id, made[name])
        assert signatures.copies(clouds, release, seal.trust, ["azure"]) == {}
    with pytest.raises(SignatureError, match="no other target has one"):
        Seal(release, seal.trust).sign(["azure"])


def test_a_copy_that_nobody_trusted_signed_is_none(world: World, stranger: Path) -> None:
    release = apply(world)
    theirs = Key(keys.load(stranger))
    parsed = records.parse(release, get(world.stores["aws"], KEYS.file(release, RELEASE))[0], "aws")
    bundle = theirs.sign(statement.encode(resources(parsed, "aws"), release))
    put(world, "aws", SIGNATURE, release, bundle)
    deployment = world.deployment(world.manifest())
    assert deployment.connect is not None
    with opened("demo", world.manifest().targets, deployment.connect) as clouds:
        found = signatures.copies(clouds.only(["aws"]), parsed, trust(Signing()), ["gcp"])
    assert found == {}


def test_two_who_sign_at_the_same_moment_keep_one_signature(world: World, stranger: Path) -> None:
    """The other one's arrives while ours is on its way, and is looked at before a pointer moves."""
    theirs = Key(keys.load(stranger))
    release = planned(world, b"one")

    class Raced(Wrapper):
        def put(self, key: str, data: bytes, condition: Condition) -> Stat:
            if key.endswith(SIGNATURE) and self.name == "gcp":
                said = base64.b64decode(json.loads(data)["dsseEnvelope"]["payload"])
                put(world, "gcp", SIGNATURE, release, theirs.sign(said))
            return super().put(key, data, condition)

    with pytest.raises(SignatureError, match="not trusted"):
        world.deployment(world.manifest(), Raced).apply()
    assert live(world) == {None}
    both = signed_by(world.manifest(), trusted=(stranger.with_name(keys.PUBLIC),))
    world.deployment(both).apply()
    assert live(world) == {release}


def test_a_changed_release_json_is_still_an_integrity_error(world: World) -> None:
    release = apply(world)
    for name in world.stores:
        put(world, name, RELEASE, release, b"{}")
    with pytest.raises(IntegrityError, match="digest"):
        world.deployment(world.manifest()).fetch(world.folder / "out")


def test_a_renamed_target_is_told_in_words(world: World) -> None:
    apply(world)

    def renamed(target: Target) -> Target:
        return replace(target, name=f"new-{target.name}")

    manifest = world.manifest()
    manifest = replace(manifest, targets=tuple(map(renamed, manifest.targets)))
    world.stores = {f"new-{name}": store for name, store in world.stores.items()}
    with pytest.raises(UsageError, match="was made for the targets"):
        world.deployment(manifest).fetch(world.folder / "out")


def test_p1_an_apply_that_finds_nothing_to_do_still_asks_who_signed(world: World) -> None:
    manifest = world.manifest()
    made = world.deployment(manifest).apply()
    key = Keys("", "demo").file(made.plan.release, SIGNATURE)
    world.stores["gcp"].delete(key)
    world.stores["gcp"].put(key, b"{}", Absent())
    with pytest.raises(SignatureError) as caught:
        world.deployment(manifest).apply()
    assert caught.value.who == "gcp"
    assert caught.value.exit_code == 5
