"""The monthly bill of a deployment. P7: no surprise on the bill."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import bill, prices
from mcdeploy.catalog.bill import GB, Usage, charges
from mcdeploy.domain import Policy, Price, PriceKind, Residency, Target, Tariff, Traffic
from mcdeploy.errors import ResidencyError, Unavailable, UsageError
from mcdeploy.manifest import BundledModel, Manifest
from mcdeploy.operations.cost import Bill
from mcdeploy.records.keys import Keys
from mcdeploy.store.contract import Store
from mcdeploy.testing.faults import Dark
from tests.world import World

FRANKFURT = "aws:eu-central-1"
VIRGINIA = Target("v", "aws", "s3://v", region="us-east-1")


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def billed(world: World, manifest: Manifest | None = None) -> Bill:
    return world.deployment(manifest or world.manifest()).cost()


def lines(found: Bill) -> dict[tuple[str, str], int]:
    return {(one.target, one.what): one.amount for one in found.charges}


def held(world: World, name: str, folder: str) -> int:
    return sum(stat.size for stat in world.stores[name].list(folder))


def test_p7_what_lies_there_is_on_the_bill(world: World) -> None:
    world.deployment(world.manifest(b"one")).apply()
    release = world.deployment(world.manifest(b"two")).apply().plan.release
    found = billed(world)
    keys = Keys("", "demo")
    for name in world.stores:
        live = held(world, name, keys.release(release))
        assert lines(found)[name, "storage of what is live"] == live
        rest = held(world, name, keys.root) - live
        assert lines(found)[name, "storage of everything else"] == rest
    assert found.dark == {}
    assert "reads_per_month" in found.notes[0]


def test_each_line_is_an_amount_times_a_price_and_their_sum_is_the_bill(world: World) -> None:
    world.deployment(world.manifest()).apply()
    found = billed(world)
    storage = next(one for one in found.charges if one.target == "aws")
    assert storage.price == prices.storage("us-east-1")
    assert storage.dollars == storage.amount / GB * 0.023
    assert found.dollars == sum(one.dollars for one in found.charges)


def test_reads_come_from_the_target_to_which_route_sends_them(world: World) -> None:
    manifest = replace(world.manifest(), traffic=Traffic(200, FRANKFURT))
    release = world.deployment(manifest).apply().plan.release
    found = billed(world, manifest)
    live = held(world, "gcp", Keys("", "demo").release(release))
    objects = len(list(world.stores["gcp"].list(Keys("", "demo").release(release))))
    assert lines(found)["gcp", f"bytes to {FRANKFURT}"] == 200 * live
    assert lines(found)["gcp", "read requests"] == 200 * (objects + 1)
    assert {target for target, what in lines(found) if "storage" not in what} == {"gcp"}
    egress = next(one for one in found.charges if one.what.startswith("bytes"))
    assert egress.price == prices.egress("europe-west1")
    assert found.notes == ()


def test_readers_in_the_same_cloud_pay_for_the_way_between_its_regions(world: World) -> None:
    manifest = replace(world.manifest(), traffic=Traffic(10, "aws:us-east-2"))
    world.deployment(manifest).apply()
    egress = next(one for one in billed(world, manifest).charges if one.what.startswith("bytes"))
    assert (egress.target, egress.price.dollars) == ("aws", 0.01)


def test_by_weight_everybody_gives_a_share(world: World) -> None:
    plain = replace(world.manifest(), policy=Policy.WEIGHTED, traffic=Traffic(100))
    targets = tuple(replace(one, weight=3 if one.name == "gcp" else 1) for one in plain.targets)
    manifest = replace(plain, targets=targets)
    world.deployment(manifest).apply()
    found = lines(billed(world, manifest))
    assert found["gcp", "read requests"] == pytest.approx(3 * found["aws", "read requests"], abs=2)
    assert found["aws", "read requests"] == found["azure", "read requests"]
    assert ("aws", "bytes to the internet") in found


def test_p3_a_dark_target_is_told_and_the_others_are_billed(world: World) -> None:
    manifest = replace(world.manifest(required=2), traffic=Traffic(10, FRANKFURT))
    world.deployment(manifest).apply()

    def dark(store: Store) -> Store:
        return Dark(store, dark=store.name == "gcp")

    found = world.deployment(manifest, wrap=dark).cost()
    assert list(found.dark) == ["gcp"]
    assert {one.target for one in found.charges} == {"aws", "azure"}
    assert ("aws", f"bytes to {FRANKFURT}") in lines(found)


def test_when_nobody_answers_there_is_no_bill(world: World) -> None:
    with pytest.raises(Unavailable):
        world.deployment(world.manifest(), wrap=Dark).cost()


def test_before_the_first_release_the_files_of_the_model_are_reckoned_with(world: World) -> None:
    manifest = replace(world.manifest(b"x" * 998), traffic=Traffic(5))
    found = billed(world, manifest)
    assert lines(found)["azure", "storage of what is live"] == 1000
    assert lines(found)["aws", "read requests"] == 5 * (2 + 3)
    assert "nothing is live yet" in found.notes[0]


def test_of_a_model_that_is_not_made_yet_nobody_knows_the_size(world: World) -> None:
    manifest = replace(world.manifest(), model=BundledModel("digits", "auto", 0))
    with pytest.raises(UsageError, match="nothing is live yet") as caught:
        billed(world, manifest)
    assert "mcdeploy plan" in caught.value.remedy


def test_p6_no_bill_for_readers_to_whom_the_data_must_not_go(world: World) -> None:
    residency = Residency(deny=frozenset({"de"}))
    manifest = replace(world.manifest(residency=residency), traffic=Traffic(5, FRANKFURT))
    asked: list[str] = []

    def watched(store: Store) -> Store:
        asked.append(store.name)
        return store

    with pytest.raises(ResidencyError):
        world.deployment(manifest, wrap=watched).cost()
    assert asked == []


def test_what_the_manifest_states_is_what_is_billed(world: World) -> None:
    stated = Price(0.001, "$/GB-month", "manifest.yaml:12", "")
    plain = world.manifest()
    tariff = Tariff({PriceKind.STORAGE: stated})
    targets = tuple(replace(one, tariff=tariff) for one in plain.targets)
    world.deployment(plain).apply()
    found = billed(world, replace(plain, targets=targets))
    assert {one.price for one in found.charges} == {stated}


def test_writing_nothing_asks_no_target_to_write(world: World) -> None:
    world.deployment(world.manifest()).apply()
    before = {name: world.keys(name) for name in world.stores}
    billed(world)
    assert {name: world.keys(name) for name in world.stores} == before


sizes = st.integers(0, 10**15)


@given(sizes, sizes, st.integers(0, 10**6), st.integers(0, 10**4))
def test_the_own_rack_costs_nothing(live: int, rest: int, reads: int, requests: int) -> None:
    rack = Target("rack", "local", "file:///rack", public=False)
    usage = Usage(live, rest, reads, requests)
    assert sum(one.dollars for one in charges(rack, usage, FRANKFURT)) == 0


@given(sizes, sizes)
def test_the_bill_of_what_lies_there_is_what_the_plan_says(live: int, rest: int) -> None:
    whole = sum(one.dollars for one in charges(VIRGINIA, Usage(live, rest), None))
    planned = bill.estimate(VIRGINIA, live + rest, 0, 0).monthly
    assert whole == pytest.approx(planned)
