"""The planner: pure, so its promises are properties."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import find
from mcdeploy.domain import (
    Checksums,
    File,
    Health,
    Machine,
    Observation,
    Plan,
    Pointer,
    Release,
    Residency,
)
from mcdeploy.errors import Conflict, IntegrityError, ResidencyError, UsageError
from mcdeploy.plan import Wish, document, encode, files_of, plan, refuse, stale
from mcdeploy.records import release as records
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.records.pointer import EPOCHS
from tests.golden_files import Golden
from tests.world import REGIONS, target

NAMES = tuple(REGIONS)
FILES = tuple(
    File(path, size, Checksums(sha256=f"{size:064x}", crc32c=size, crc64nvme=size))
    for path, size in (("evaluation/report.json", 10), ("model/a", 0), ("model/b", 10**9))
)


def release(*files: File) -> Release:
    return records.build("demo", dict.fromkeys(NAMES, files or FILES), {"f1": 0.5}, {})


WISHED = release()
OTHER = release(*FILES[:1])


def wish(required: int = 2) -> Wish:
    return Wish(WISHED, "live", tuple(target(name) for name in NAMES), required, sign=True)


pointers = st.none() | st.builds(
    Pointer,
    release=st.sampled_from([WISHED.id, OTHER.id]),
    epoch=st.integers(1, 5),
    apply=st.sampled_from(["a1", "a2"]),
    published_at=st.just("2026-01-01T00:00:00+00:00"),
)


@st.composite
def observations(draw: st.DrawFn) -> dict[str, Observation]:
    return {name: draw(_observation(name)) for name in NAMES}


@st.composite
def _observation(draw: st.DrawFn, name: str) -> Observation:
    if draw(st.booleans()) and draw(st.booleans()):
        return Observation(name, Health.DARK, reason="no answer")
    there = draw(st.lists(st.sampled_from(files_of(WISHED, name)), unique=True))
    pointer = draw(pointers)
    version = None if pointer is None else draw(st.sampled_from(["v1", "v2"]))
    sizes = {file.path: file.size for file in there}
    if draw(st.booleans()):
        sizes[SIGNATURE] = draw(st.integers(0, 5_000))  # whoever signed
    return Observation(name, Health.HEALTHY, "", pointer, version, sizes)


def carried_out(steps: Plan, seen: dict[str, Observation]) -> dict[str, Observation]:
    """What would be observed after the plan."""
    after = dict(seen)
    for stage in steps.stages:
        sizes = {**after[stage.target].sizes, **{f.path: f.size for f in stage.written}}
        sizes |= {SIGNATURE: 1_000} if stage.sign else {}
        after[stage.target] = replace(after[stage.target], sizes=sizes)
    for move in steps.publishes:
        moved = Pointer(steps.release, move.epoch, "new", "2026-01-02T00:00:00+00:00")
        after[move.target] = replace(after[move.target], pointer=moved, version="v9")
    return after


@given(observations())
def test_p5_a_plan_that_was_carried_out_leaves_nothing_to_do(seen: dict[str, Observation]) -> None:
    """P5: applying twice does nothing the second time."""
    steps = plan(wish(), seen)
    assert plan(wish(), carried_out(steps, seen)).empty


@given(observations())
def test_a_signature_that_is_there_stays_whoever_made_it(seen: dict[str, Observation]) -> None:
    steps = plan(wish(), seen)
    signed = {stage.target for stage in steps.stages if stage.sign}
    lit = {name for name, one in seen.items() if one.health is Health.HEALTHY}
    assert signed == {name for name in lit if SIGNATURE not in seen[name].sizes}
    unsigned = plan(replace(wish(), sign=False), seen)
    assert not any(stage.sign for stage in unsigned.stages)
    assert all(SIGNATURE not in {f.path for f in stage.files} for stage in steps.stages)


@given(observations())
def test_the_same_observations_give_the_same_plan(seen: dict[str, Observation]) -> None:
    assert encode(plan(wish(), seen)) == encode(plan(wish(), dict(reversed(seen.items()))))


@given(observations())
def test_p2_epochs_only_grow_and_are_one(seen: dict[str, Observation]) -> None:
    steps = plan(wish(), seen)
    assert len({move.epoch for move in steps.publishes}) <= 1
    for move in steps.publishes:
        assert move.previous is None or move.epoch > move.previous.epoch


@given(observations())
def test_p1_after_a_plan_every_lit_target_has_the_whole_release(
    seen: dict[str, Observation],
) -> None:
    """P1: what a target lacks is staged, `release.json` last; what lay there unproven is found."""
    steps = plan(wish(), seen)
    after = carried_out(steps, seen)
    for name, one in after.items():
        if one.health is Health.HEALTHY:
            assert set(one.sizes) == {file.path for file in files_of(WISHED, name)} | {SIGNATURE}
    for stage in steps.stages:
        if any(file.path == "release.json" for file in stage.files):
            assert stage.files[-1].path == "release.json"
            there = set(seen[stage.target].sizes)
            assert {file.path for file in stage.found} == there - {SIGNATURE}
        else:
            assert stage.found == ()


@given(observations())
def test_p3_dark_targets_wait_and_get_no_step(seen: dict[str, Observation]) -> None:
    steps = plan(wish(), seen)
    dark = {name for name, one in seen.items() if one.health is Health.DARK}
    assert set(steps.waiting) == dark
    assert dark.isdisjoint({s.target for s in steps.stages} | {p.target for p in steps.publishes})
    assert set(steps.costs) == set(NAMES) - dark


@given(observations())
def test_p7_the_cost_follows_the_bytes(seen: dict[str, Observation]) -> None:
    steps = plan(wish(), seen)
    for name, cost in steps.costs.items():
        touched = {s.target for s in steps.stages} | {p.target for p in steps.publishes}
        assert (cost.once > 0) == (name in touched)
        assert cost.monthly > 0


def test_p7_what_is_copied_inside_costs_its_requests_and_no_bytes() -> None:
    """P7: nothing leaves a region for it."""
    other = "ab" * 32
    there = {str(f.checksums.sha256): f"{other}/{f.path}" for f in FILES}
    machine = Machine("gcp:asia-east1", find("gcp:asia-east1").place)
    dear = replace(wish(), machine=machine)
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    known = {**seen, "aws": replace(seen["aws"], unchanged=there)}
    sent, copied = plan(dear, seen), plan(dear, known)
    [stage] = [one for one in copied.stages if one.target == "aws"]
    assert {(one.file.path, one.source) for one in stage.copies} == {
        (f.path, f"{other}/{f.path}") for f in FILES if f.size
    }
    assert [f.path for f in stage.files] == ["model/a", "release.json"]  # an empty one is sent
    assert copied.costs["aws"].once < 1e-3 < sent.costs["aws"].once
    assert copied.costs["aws"].monthly == sent.costs["aws"].monthly
    assert plan(dear, carried_out(copied, known)).empty


def test_two_releases_at_one_epoch_are_settled_by_the_next() -> None:
    mine = Pointer(WISHED.id, 4, "a1", "")
    theirs = Pointer(OTHER.id, 4, "a2", "")
    sizes = {file.path: file.size for file in files_of(WISHED, "aws")}
    seen = {
        name: Observation(name, Health.HEALTHY, "", held, "v", sizes)
        for name, held in zip(NAMES, (mine, theirs, mine), strict=True)
    }
    assert {move.epoch for move in plan(wish(), seen).publishes} == {5}


def test_a_file_of_another_size_is_an_error_that_names_it() -> None:
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    seen["gcp"] = replace(seen["gcp"], sizes={"model/b": 3})
    with pytest.raises(IntegrityError, match=r"gcp: model/b .* 3 bytes there, not 1000000000"):
        plan(wish(), seen)


def test_a_store_without_conditional_writes_is_noted() -> None:
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    seen["gcp"] = replace(seen["gcp"], conditional=False)
    assert [n.split(":")[0] for n in plan(wish(), seen).notes if "prices" not in n] == ["gcp"]


@pytest.mark.parametrize(("required", "noted"), [(1, True), (2, False), (3, False)])
def test_fewer_than_a_majority_is_noted(required: int, *, noted: bool) -> None:
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    notes = plan(wish(required), seen).notes
    assert any("fewer than a majority" in note for note in notes) is noted


def test_a_saved_plan_is_stale_when_a_pointer_has_moved_since() -> None:
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    saved = encode(plan(wish(), seen))
    assert not stale(saved, plan(wish(), seen))
    moved = Observation("aws", Health.HEALTHY, "", Pointer(OTHER.id, 1, "a", ""), "v1")
    assert stale(saved, plan(wish(), {**seen, "aws": moved}))
    with pytest.raises(UsageError, match="plan -o"):
        stale(b"[]", plan(wish(), seen))


def test_p6_every_violation_of_residency_is_named() -> None:
    targets = tuple(target(name) for name in NAMES)
    refuse("demo", targets, Residency())
    with pytest.raises(ResidencyError, match=r"aws.*azure"):
        refuse("demo", targets, Residency(allow=frozenset({"eu"})))


def test_the_plan_document_is_the_one_we_published(golden: Golden) -> None:
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    seen["azure"] = Observation("azure", Health.DARK, reason="no answer")
    golden("plan.json", document(plan(wish(), seen)))


def test_no_epoch_is_written_that_nobody_could_read() -> None:
    """Somebody who may write to one bucket put the greatest epoch there."""
    planted = Pointer(OTHER.id, EPOCHS - 1, "f" * 32, "2026-01-01T00:00:00+00:00")
    seen = {name: Observation(name, Health.HEALTHY) for name in NAMES}
    seen["gcp"] = replace(seen["gcp"], pointer=planted, version="1")
    with pytest.raises(Conflict, match="epoch") as refused:
        plan(wish(), seen)
    assert refused.value.who == "gcp"
    assert "delete" in refused.value.remedy
    before = replace(planted, epoch=EPOCHS - 2)
    seen["gcp"] = replace(seen["gcp"], pointer=before)
    assert {step.epoch for step in plan(wish(), seen).publishes} == {EPOCHS - 1}
