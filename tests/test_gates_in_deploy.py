"""Gates hold back what is not good enough, look at what is live, and can be waived."""

import json
import platform
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

import mcdeploy
from mcdeploy.domain import (
    Began,
    Criteria,
    Event,
    Gate,
    Listener,
    Pointer,
    PredictionsFile,
    Residency,
)
from mcdeploy.errors import (
    Conflict,
    GateFailed,
    IntegrityError,
    ResidencyError,
    Unavailable,
    UsageError,
)
from mcdeploy.evaluation.result import Key
from mcdeploy.manifest import BundledModel, Manifest, OwnModel
from mcdeploy.manifest.value import Strategy
from mcdeploy.records import pointer
from mcdeploy.records.keys import Keys
from mcdeploy.store.contract import Absent, Store
from mcdeploy.store.objects import get
from mcdeploy.store.trace import Call, Traced
from mcdeploy.testing.faults import Dark
from tests.world import World, Wrap

KEYS = Keys("", "demo")
ROWS = 40
BOUND = Gate("accuracy", min=0.9)
NOT_WORSE = Gate("accuracy", not_worse_than="current", by=0.05)
SURELY = Gate("accuracy", not_worse_than="current", by=0.05, confidence=0.95)
REASON = "a demonstration, agreed with the board"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def manifest(
    world: World,
    wrong: int,
    *gates: Gate,
    rows: int = ROWS,
    classes: tuple[str, str] = ("fine", "fraud"),
    groups: tuple[str, ...] = (),
) -> Manifest:
    """A model of one's own that was wrong in so many rows, of which every other is fraud; those of
    each of the groups are 3 `f` and 3 `m` in turn."""
    label = "truth" if "label" in classes else "label"
    lines = [",".join((label, *classes, *groups))]
    for row in range(rows):
        said = ("0.75,0.25", "0.25,0.75")[(row + (row < wrong)) % 2]
        lines.append(",".join((classes[row % 2], said, *("fm"[row // 3 % 2] for _ in groups))))
    file = world.folder / f"said-{wrong}-{'-'.join((str(rows), *groups))}.csv"
    file.write_text("\n".join(lines) + "\n")
    plain = world.manifest(f"wrong in {wrong}".encode())
    assert isinstance(plain.model, OwnModel)
    model = replace(plain.model, predictions=PredictionsFile(file, label, groups=groups))
    return replace(plain, model=model, criteria=Criteria(gates, resamples=100))


def live(world: World, name: str = "aws") -> Pointer:
    return pointer.decode(world.pointer(name) or b"", name)


def release(world: World) -> dict[str, object]:
    """The live `release.json`."""
    data, _ = get(world.stores["aws"], KEYS.file(live(world).release, "release.json"))
    found: dict[str, object] = json.loads(data)
    return found


def writes(calls: Sequence[Call]) -> list[Call]:
    return [call for call in calls if call.operation in {"put", "begin", "part", "complete"}]


def test_a_failed_gate_stops_before_a_byte_moves(world: World) -> None:
    with pytest.raises(GateFailed, match=r"accuracy: 0\.75, must be at least 0\.9") as caught:
        world.deployment(manifest(world, 10, BOUND)).apply()
    assert caught.value.exit_code == 1
    assert not any(world.keys(name) for name in world.stores)


def test_what_passes_is_released_with_its_report(world: World) -> None:
    world.deployment(manifest(world, 2, BOUND)).apply()
    found = release(world)
    assert found["evaluation"] != {}
    assert "waiver" not in found
    said = (world.folder / f"said-2-{ROWS}.csv").read_bytes()
    assert found["lineage"] == {
        "model": "own",
        "predictions_sha256": sha256(said).hexdigest(),
        "command": "mcdeploy evaluate MANIFEST",
        "python": ".".join(platform.python_version_tuple()[:2]),
        "numpy": np.__version__,
        "mcdeploy": mcdeploy.__version__,
    }
    folder = KEYS.release(live(world).release)
    assert f"{folder}evaluation/report.html" in world.keys("aws")
    assert f"{folder}evaluation/predictions.csv" in world.keys("aws")


def test_a_failed_gate_can_be_waived_with_a_reason(world: World) -> None:
    deployment = world.deployment(manifest(world, 10, BOUND))
    outcome = deployment.apply(waiver=REASON)
    assert outcome.plan.waiver == REASON
    assert outcome.plan.notes[0] == "accuracy at least 0.9: 0.75, must be at least 0.9"
    assert release(world)["waiver"] == REASON
    assert deployment.status().waiver == REASON


def test_the_reason_belongs_to_the_release(world: World) -> None:
    """Whether a gate failed or not, so that the same command is the same release."""
    deployment = world.deployment(manifest(world, 2, BOUND))
    plain, waived = deployment.build(), deployment.build(REASON)
    assert (plain.release.waiver, waived.release.waiver) == ("", REASON)
    assert waived.release.id == deployment.build(REASON).release.id
    assert len({plain.release.id, waived.release.id, deployment.build("x").release.id}) == 3
    deployment.apply(waiver=REASON)
    assert deployment.plan(REASON).empty
    assert not deployment.plan().empty


@pytest.mark.parametrize("reason", [" ", "two\nlines", "a bell\a"])
def test_a_reason_is_a_line_of_text(world: World, reason: str) -> None:
    with pytest.raises(UsageError, match="not one line"):
        world.deployment(manifest(world, 2, BOUND)).apply(waiver=reason)


def test_where_nothing_is_live_there_is_nothing_to_be_worse_than(world: World) -> None:
    plan = world.deployment(manifest(world, 10, NOT_WORSE)).plan()
    assert plan.notes[0] == "accuracy not worse than current by more than 0.05: nothing is live yet"


@pytest.mark.parametrize("gate", [NOT_WORSE, SURELY])
def test_a_second_apply_with_such_a_gate_writes_nothing(world: World, gate: Gate) -> None:
    wanted = manifest(world, 10, gate)
    first = world.deployment(wanted).apply()
    calls: list[Call] = []
    second = world.deployment(wanted, lambda store: Traced(store, calls.append)).apply()
    assert second.plan.empty
    assert second.plan.release == first.plan.release
    assert writes(calls) == []


def test_what_is_undefined_fails_the_first_time_and_every_other_alike(world: World) -> None:
    """Of a model that never says fraud there is no precision."""
    wanted = manifest(world, 2, Gate("precision", label="fraud", not_worse_than="current"))
    assert isinstance(wanted.model, OwnModel)
    assert wanted.model.predictions is not None
    path = wanted.model.predictions.path
    path.write_text(path.read_text().replace("0.25,0.75", "0.75,0.25"))
    deployment = world.deployment(wanted)
    for _ in range(2):
        with pytest.raises(GateFailed, match="undefined: no row was said to be of this class"):
            deployment.apply()
        deployment.apply(waiver=REASON)
    assert deployment.plan(REASON).empty


def test_what_is_live_is_in_no_document_of_a_release(world: World) -> None:
    new = world.deployment(manifest(world, 2, NOT_WORSE))
    alone = new.build()
    world.deployment(manifest(world, 10, NOT_WORSE)).apply()
    beside = new.build()
    assert beside.release.document == alone.release.document
    assert beside.notes != alone.notes
    told = json.loads(_bytes(beside.contents["aws"]["evaluation/report.json"]))
    assert [gate["why"] for gate in told["gates"]] == [
        "held at each apply, against the release that is live then"
    ]


def _bytes(content: bytes | Path) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def test_a_worse_model_is_refused_with_value_interval_and_limit(world: World) -> None:
    before = world.deployment(manifest(world, 2, SURELY)).apply().plan.release
    with pytest.raises(GateFailed) as caught:
        world.deployment(manifest(world, 10, SURELY)).apply()
    assert caught.value.exit_code == 1
    told = (
        f"accuracy with confidence 0.95: release {before[:12]} has 0.95, the difference is -0.2 ("
    )
    assert told in caught.value.what
    assert caught.value.what.endswith("), the lower end must be at least -0.05")
    assert {live(world, name).release for name in world.stores} == {before}


def test_a_better_model_passes_and_the_plan_says_by_how_much(world: World) -> None:
    before = world.deployment(manifest(world, 10, SURELY)).apply().plan.release
    outcome = world.deployment(manifest(world, 2, SURELY)).apply()
    assert live(world).release == outcome.plan.release != before
    assert f"release {before[:12]} has 0.75, the difference is 0.2" in outcome.plan.notes[0]


@pytest.mark.parametrize(("wrong", "passes"), [(4, True), (5, False)])
def test_it_may_be_worse_by_so_much(world: World, wrong: int, passes: bool) -> None:
    world.deployment(manifest(world, 2, NOT_WORSE)).apply()
    deployment = world.deployment(manifest(world, wrong, NOT_WORSE))
    if passes:
        assert deployment.apply().landed
    else:
        with pytest.raises(GateFailed):
            deployment.apply()


def test_other_rows_cannot_be_compared(world: World) -> None:
    world.deployment(manifest(world, 2, NOT_WORSE)).apply()
    with pytest.raises(GateFailed, match="cannot be compared: "):
        world.deployment(manifest(world, 2, NOT_WORSE, rows=ROWS + 2)).apply()


def test_a_release_that_says_nothing_cannot_be_compared(world: World) -> None:
    world.deployment(world.manifest()).apply()
    with pytest.raises(GateFailed, match=r"carries no evaluation/predictions\.csv"):
        world.deployment(manifest(world, 2, NOT_WORSE)).apply()


def test_nobody_is_asked_when_no_gate_needs_it(world: World) -> None:
    calls: list[Call] = []

    def traced(store: Store) -> Store:
        return Traced(store, calls.append)

    world.deployment(manifest(world, 2, BOUND), traced).build()
    assert calls == []
    world.deployment(manifest(world, 2, NOT_WORSE), traced).build()
    assert calls != []


def test_p6_what_is_live_is_not_read_where_data_must_not_be(world: World) -> None:
    """P6: nobody is asked before the residency is checked."""
    calls: list[Call] = []
    wanted = replace(manifest(world, 2, NOT_WORSE), residency=Residency(deny=frozenset({"jp"})))
    deployment = world.deployment(wanted, lambda store: Traced(store, calls.append))
    with pytest.raises(ResidencyError):
        deployment.build()
    assert calls == []


def test_with_every_target_dark_nothing_is_known(world: World) -> None:
    with pytest.raises(Unavailable):
        world.deployment(manifest(world, 2, NOT_WORSE), Dark).build()


def dark(*names: str) -> Wrap:
    return lambda store: Dark(store) if store.name in names else store


def test_a_dark_target_may_hold_what_is_live(world: World) -> None:
    """The one that the first apply reached: nobody else knows of a release."""
    first = replace(manifest(world, 2, NOT_WORSE), required=1)
    landed = world.deployment(first, dark("gcp", "azure")).apply(waiver=REASON).landed
    assert set(landed) == {"aws"}
    worse = replace(manifest(world, 10, NOT_WORSE), required=1)
    with pytest.raises(GateFailed) as caught:
        world.deployment(worse, dark("aws")).apply()
    assert (
        "cannot be compared: nothing is live on the targets that answer (gcp, azure), and what"
        in (caught.value.what)
    )
    assert "live on the others is not known (aws: " in caught.value.what
    assert not world.keys("gcp")


def meanwhile(world: World, other: Manifest) -> Listener:
    """Somebody who applies another manifest once the gates were held."""
    done: list[str] = []

    def listener(event: Event) -> None:
        if isinstance(event, Began) and event.stage == "plan" and not done:
            done.append("other")
            world.deployment(other).apply()

    return listener


@pytest.mark.parametrize("before", [None, 10])
def test_what_became_live_since_the_gates_were_held_is_not_passed_over(
    world: World, before: int | None
) -> None:
    if before is not None:
        world.deployment(manifest(world, before, NOT_WORSE)).apply()
    better = manifest(world, 2, NOT_WORSE)
    worse = manifest(world, 9, NOT_WORSE)
    with pytest.raises(Conflict, match="became live since the gates were held") as caught:
        world.deployment(worse, listener=meanwhile(world, better)).apply()
    assert caught.value.remedy
    assert live(world).release == world.deployment(better).build().release.id
    with pytest.raises(GateFailed):
        world.deployment(worse).apply()


def test_gates_are_held_against_what_somebody_trusted_has_signed(world: World) -> None:
    """A pointer that somebody else moved keeps nobody from a release, nor lets a worse one in."""
    world.deployment(manifest(world, 4, NOT_WORSE)).apply()
    key = Keys("", "demo").pointer("live")
    astray = replace(live(world, "gcp"), release="a" * 64, epoch=99)
    world.stores["gcp"].delete(key)
    world.stores["gcp"].put(key, pointer.encode(astray), Absent())
    with pytest.raises(GateFailed):
        world.deployment(manifest(world, 9, NOT_WORSE)).apply()
    better = world.deployment(manifest(world, 2, NOT_WORSE)).apply()
    assert {live(world, name).release for name in world.stores} == {better.plan.release}


def test_where_no_gate_asks_what_is_live_may_change_meanwhile(world: World) -> None:
    worse = manifest(world, 4, BOUND)
    outcome = world.deployment(worse, listener=meanwhile(world, manifest(world, 2))).apply()
    assert live(world).release == outcome.plan.release


def test_somebody_else_may_apply_the_same_meanwhile(world: World) -> None:
    wanted = manifest(world, 2, NOT_WORSE)
    outcome = world.deployment(wanted, listener=meanwhile(world, wanted)).apply()
    assert outcome.plan.empty


@pytest.mark.parametrize("name", ["aws", "gcp", "azure"])
def test_p3_one_cloud_dark_and_the_others_say_what_is_live(world: World, name: str) -> None:
    """P3: any one of three clouds is enough to read from."""
    world.deployment(manifest(world, 2, NOT_WORSE)).apply()

    def one_dark(store: Store) -> Store:
        return Dark(store) if store.name == name else store

    with pytest.raises(GateFailed, match="the difference is"):
        world.deployment(manifest(world, 10, NOT_WORSE), one_dark).build()


def test_a_target_that_holds_wrong_bytes_is_not_believed(world: World) -> None:
    before = world.deployment(manifest(world, 2, NOT_WORSE)).apply().plan.release
    key = KEYS.file(before, "evaluation/predictions.csv")
    worse = world.deployment(manifest(world, 10, NOT_WORSE))
    for name in world.stores:
        with pytest.raises(GateFailed, match=r"has 0\.95, the difference is -0\.2"):
            worse.build()
        world.stores[name].delete(key)
        world.stores[name].put(key, b"label,fine,fraud\n", Absent())
    with pytest.raises(IntegrityError):
        worse.build()


@pytest.mark.parametrize(
    ("before", "after"), [((), ("sex",)), (("sex",), ()), (("sex",), ("age", "sex"))]
)
def test_a_column_of_groups_that_is_new_or_gone_leaves_the_rows_what_they_are(
    world: World, before: tuple[str, ...], after: tuple[str, ...]
) -> None:
    world.deployment(manifest(world, 2, NOT_WORSE, groups=before)).apply()
    plan = world.deployment(manifest(world, 3, NOT_WORSE, groups=after)).plan()
    assert "has 0.95, the difference is -0.025" in plan.notes[0]


def test_fairness_is_compared_by_the_columns_of_both(world: World) -> None:
    gates = [
        Gate("accuracy_difference", column=name, not_worse_than="current")
        for name in ("sex", "age")
    ]
    before = world.deployment(manifest(world, 2, gates[0], groups=("sex",))).apply().plan.release
    world.deployment(manifest(world, 2, gates[0], groups=("age", "sex"))).build()
    with pytest.raises(GateFailed) as caught:
        world.deployment(manifest(world, 2, *gates, groups=("age", "sex"))).build()
    assert caught.value.what == (
        "accuracy_difference between the groups of 'age': cannot be compared: "
        f"release {before[:12]} has no accuracy_difference between the groups of 'age'"
    )


def test_a_class_may_be_called_like_a_column_of_the_predictions(world: World) -> None:
    classes = ("fine", "label")
    first = world.deployment(manifest(world, 2, NOT_WORSE, classes=classes, groups=("label_",)))
    before = first.apply().plan.release
    second = world.deployment(manifest(world, 3, NOT_WORSE, classes=classes, groups=("label_",)))
    after = second.apply().plan.release
    found = second.report_diff(before, after).difference
    assert found.paired
    (accuracy,) = [one for one in found.changes if one.metric == Key("accuracy")]
    assert accuracy.difference.value == pytest.approx(-0.025)


def test_what_is_too_much_to_travel_is_compared_with_itself_alone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("mcdeploy.evaluation.report.predictions.LARGEST", 2 * ROWS - 1)
    wanted = manifest(world, 2, SURELY)
    deployment = world.deployment(wanted)
    deployment.apply()
    assert not any("predictions.csv" in key for key in world.keys("aws"))
    assert deployment.apply().plan.empty
    other = replace(wanted, model=manifest(world, 1).model)
    with pytest.raises(GateFailed, match="40 rows of 2 classes are more than") as caught:
        world.deployment(other).apply()
    assert "fewer rows" in caught.value.what


def test_the_same_file_read_in_another_way_is_not_the_same(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The probabilities are those of the other class, and all of the rows are wrong."""
    monkeypatch.setattr("mcdeploy.evaluation.report.predictions.LARGEST", 2 * ROWS - 1)
    file = world.folder / "score.csv"
    file.write_text("label,score\n" + "a,0.25\nb,0.75\n" * (ROWS // 2))
    plain = manifest(world, 2)
    own = plain.model
    assert isinstance(own, OwnModel)

    def read(positive: str) -> Manifest:
        model = replace(own, predictions=PredictionsFile(file, positive=positive))
        return replace(plain, model=model, criteria=Criteria((NOT_WORSE,), positive))

    world.deployment(read("b")).apply()
    assert world.deployment(read("b")).apply().plan.empty
    with pytest.raises(GateFailed, match="cannot be compared"):
        world.deployment(read("a")).apply()


def bundled(world: World, strategy: Strategy, seed: int = 0) -> Manifest:
    """The bundled model, which is asked about the rows itself."""
    asked = Criteria((NOT_WORSE,), resamples=0)
    return replace(world.manifest(), model=BundledModel("iris", strategy, seed), criteria=asked)


def test_the_bundled_model_that_is_live_is_asked_about_the_rows_of_the_new_one(
    world: World,
) -> None:
    first = world.deployment(bundled(world, "softmax"))
    before = first.apply().plan.release
    plan = world.deployment(bundled(world, "one-vs-rest")).plan()
    assert f"release {before[:12]} has 1, the difference is -0.0333333" in plan.notes[0]
    assert first.plan().empty
    split_otherwise = world.deployment(bundled(world, "softmax", seed=1)).build()
    assert "so it may have learnt from these) has" in split_otherwise.notes[0]


def test_weights_of_your_own_are_not_asked_what_the_bundled_model_is_asked(world: World) -> None:
    world.deployment(world.manifest()).apply()
    with pytest.raises(GateFailed, match=r"carries no model/model\.json"):
        world.deployment(bundled(world, "softmax")).build()
