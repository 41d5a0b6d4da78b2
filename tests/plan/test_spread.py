"""The tree in the plan: what it costs whom, what it is worth, and what cannot be."""

import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import bill, find, prices
from mcdeploy.catalog.rate import bytes_per_second
from mcdeploy.domain import (
    Distribution,
    Health,
    Machine,
    Means,
    Objective,
    Observation,
    Optimize,
    Plan,
    Residency,
)
from mcdeploy.errors import ExtraMissing, Infeasible, ResidencyError
from mcdeploy.plan import Wish, document, encode, plan, refuse, stale
from mcdeploy.plan.network import HERE
from mcdeploy.plan.spread import spread
from mcdeploy.records.keys import RELEASE
from tests.golden_files import Golden
from tests.plan.places import (
    FILES,
    SITES,
    empty,
    file,
    full,
    observed,
    release,
    sent,
    staged,
    wished,
)

TAIWAN = find("gcp:asia-east1")
FROM_TAIWAN = Machine(TAIWAN.id, TAIWAN.place)
SLOW = Machine(uplink=1e6)
FAST = Objective(Optimize.TIME)
AWS = ("virginia", "oregon")


def how(steps: Plan) -> Distribution:
    assert steps.distribution is not None
    return steps.distribution


def ways(steps: Plan) -> list[tuple[str, str, Means]]:
    return [(w.origin, w.destination, w.means) for tree in how(steps).trees for w in tree.links]


def planned(wish: Wish, *holding: str) -> Plan:
    return plan(wish, observed(wish, **{name: full(name) for name in holding}))


def test_without_a_place_everything_is_sent_from_here_for_nothing() -> None:
    steps = planned(wished())
    assert all(stage.origin is None and not stage.pulls for stage in steps.stages)
    assert (how(steps).trees, how(steps).dollars, how(steps).bound) == ((), 0.0, 0.0)
    assert how(steps).star == (0.0, how(steps).seconds)


def test_from_a_dear_region_one_copy_leaves_and_the_rest_is_fetched() -> None:
    steps = planned(wished(AWS, machine=FROM_TAIWAN))
    [(_, first, _), (origin, second, _)] = ways(steps)
    assert ways(steps) == [(HERE, first, Means.SEND), (first, second, Means.PULL)]
    assert {first, origin, second} == set(AWS)
    stages = {stage.target: stage for stage in steps.stages}
    assert stages[second].origin == first
    assert [one.file for one in stages[second].pulls] == list(FILES)
    assert {one.source for one in stages[second].pulls} == {
        f"{steps.release}/{each.path}" for each in FILES
    }
    assert [each.path for each in stages[second].files] == [RELEASE]
    assert sent(stages[first]) == [each.path for each in FILES]
    assert how(steps).star is not None
    assert how(steps).dollars < how(steps).star[0]  # type: ignore[index]


def test_behind_a_slow_uplink_the_fastest_way_sends_once() -> None:
    steps = planned(wished(AWS, machine=SLOW, objective=FAST))
    assert [means for *_, means in ways(steps)] == [Means.SEND, Means.PULL]
    assert how(steps).star is not None
    assert how(steps).seconds < how(steps).star[1]  # type: ignore[index]
    cheapest = planned(wished(AWS, machine=SLOW))
    assert (ways(cheapest), how(cheapest).dollars) == ([], 0.0)


def racks(scheme: str, machine: Machine, objective: Objective) -> Plan:
    """Two places in no public cloud, behind one server that copies between them."""
    wish = wished(AWS, machine=machine, objective=objective)
    places = [
        replace(one, public=False, location=f"{scheme}server/{one.name}") for one in wish.targets
    ]
    able = {name: replace(empty(name), pulls=(scheme,), signs=False) for name in AWS}
    return plan(replace(wish, targets=tuple(places)), able)


def test_of_what_costs_the_same_the_plain_way_stays() -> None:
    """One target need not wait for another, then."""
    steps = racks("http://", SLOW, Objective())
    assert (ways(steps), how(steps).dollars) == ([], 0.0)


def test_a_server_of_ones_own_copies_between_its_own_buckets() -> None:
    steps = racks("http://", SLOW, FAST)
    assert [means for *_, means in ways(steps)] == [Means.SEND, Means.PULL]
    assert how(steps).seconds < (how(steps).star or (0.0, 0.0))[1]


def test_nothing_is_fetched_from_a_folder_for_this_machine_would_read_it() -> None:
    assert ways(racks("file://", SLOW, FAST)) == []


def test_who_holds_everything_gives_it_to_who_lacks_it() -> None:
    steps = planned(wished(AWS, machine=SLOW, objective=FAST), "virginia")
    [stage] = [one for one in steps.stages if one.target == "oregon"]
    assert stage.origin == "virginia"
    assert ways(steps) == [("virginia", "oregon", Means.PULL)]


def test_going_back_bytes_are_read_once_and_sent_on() -> None:
    """They are not here, and what leaves their cloud once is paid once: by the first."""
    wish = wished(("virginia", "belgium", "tokyo"), here=False)
    steps = planned(wish, "virginia")
    leaving = prices.egress("aws:us-east-1").dollars * sum(one.size for one in FILES) / bill.GB
    assert ways(steps) == []
    assert how(steps).dollars == pytest.approx(leaving, rel=1e-3)
    assert steps.costs["belgium"].once > leaving > steps.costs["tokyo"].once


def test_going_back_takes_the_time_to_read_too() -> None:
    names = ("virginia", "belgium")
    away = planned(wished(names, here=False, machine=FROM_TAIWAN), "virginia")
    here = planned(wished(names, machine=FROM_TAIWAN), "virginia")
    reading = sum(one.size for one in FILES) / bytes_per_second("aws:us-east-1", TAIWAN)
    assert how(away).seconds - how(here).seconds == pytest.approx(reading)


def test_going_back_in_haste_a_provider_fetches_what_it_can() -> None:
    wish = wished(("virginia", "belgium", "tokyo"), here=False, machine=SLOW, objective=FAST)
    steps = planned(wish, "virginia")
    assert set(ways(steps)) == {
        ("virginia", HERE, Means.RELAY),
        (HERE, "belgium", Means.SEND),
        ("virginia", "tokyo", Means.PULL),
    }
    paid = sum(cost.once for cost in steps.costs.values())
    assert paid == pytest.approx(how(steps).dollars, abs=1e-3)


def test_the_path_at_the_origin_is_the_origins_own() -> None:
    renamed = replace(FILES[0], path="model.bin")
    packages = {"virginia": FILES[:1], "oregon": (renamed,)}
    steps = planned(wished(AWS, packages=packages, machine=FROM_TAIWAN))
    [pulling] = [stage for stage in steps.stages if stage.pulls]
    [one] = pulling.pulls
    there = packages[str(pulling.origin)][0].path
    assert one.source == f"{steps.release}/{there}"
    assert one.file == packages[pulling.target][0]


def test_what_one_target_alone_gets_is_sent_from_here() -> None:
    own = file("model/own", seed=1)
    packages = {"virginia": (*FILES, own), "oregon": FILES, "belgium": (own, FILES[0])}
    steps = planned(wished(packages, packages=packages, machine=FROM_TAIWAN))
    assert all(one.file.path != "model/own" for stage in steps.stages for one in stage.pulls)


machines = st.builds(
    Machine,
    region=st.just(TAIWAN.id),
    place=st.just(TAIWAN.place),
    uplink=st.sampled_from([1e6, 1e8, 1e10]),
) | st.sampled_from([SLOW, Machine()])
subsets = st.lists(st.sampled_from(FILES), min_size=1, unique=True).map(tuple)
worlds = st.builds(
    lambda packages, machine, optimize, here: wished(
        packages,
        packages=packages,
        machine=machine,
        objective=Objective(optimize),
        here=here,
    ),
    packages=st.dictionaries(st.sampled_from(list(SITES)), subsets, min_size=1),
    machine=machines,
    optimize=st.sampled_from(Optimize),
    here=st.booleans(),
)
holders = st.sets(st.sampled_from(list(SITES)), max_size=2)


def holding(wish: Wish, names: set[str]) -> dict[str, object]:
    there = [one.name for one in wish.targets if one.name in names]
    return {name: full(name, wish.release.packages[name]) for name in there}


@given(worlds, holders)
def test_p7_the_way_is_paid_by_those_to_whom_it_leads(wish: Wish, names: set[str]) -> None:
    """P7: all that the way costs stands in the costs of the targets, and nothing else does."""
    seen = observed(wish, **holding(wish, names))  # type: ignore[arg-type]
    steps = plan(wish, seen)
    nowhere = plan(replace(wish, machine=Machine()), seen) if wish.here else steps
    if steps.distribution is None or not wish.here:
        return
    paid = sum(cost.once for cost in steps.costs.values())
    free = sum(cost.once for cost in nowhere.costs.values())
    assert paid - free == pytest.approx(how(steps).dollars - how(nowhere).dollars)


@given(worlds, holders)
def test_p7_no_dollar_of_the_way_is_lost(wish: Wish, names: set[str]) -> None:
    """P7: what is read once for several is paid once, by one of them."""
    seen = observed(wish, **holding(wish, names))  # type: ignore[arg-type]
    found = spread(wish, staged(wish, seen), seen)
    if found is not None:
        assert sum(found.dollars.values()) == pytest.approx(found.how.dollars)


@given(worlds, holders)
def test_no_tree_has_more_of_what_is_optimized_than_the_plain_way(
    wish: Wish, names: set[str]
) -> None:
    steps = plan(wish, observed(wish, **holding(wish, names)))  # type: ignore[arg-type]
    if steps.distribution is None:
        return
    cost = wish.objective.optimize is Optimize.COST
    ours = how(steps).dollars if cost else how(steps).seconds
    plain = (how(steps).star or (0.0, 0.0))[0 if cost else 1]
    assert how(steps).bound <= ours * (1 + 1e-9)
    assert ours <= plain * (1 + 1e-9)


@given(worlds, holders)
def test_p1_by_one_means_or_another_every_file_comes(wish: Wish, names: set[str]) -> None:
    """P1: what is fetched is there to be fetched, and nothing is left out."""
    seen = observed(wish, **holding(wish, names))  # type: ignore[arg-type]
    steps = plan(wish, seen)
    before = {stage.target: stage for stage in staged(wish, seen)}
    stages = {stage.target: stage for stage in steps.stages}
    for name, stage in stages.items():
        assert {f.path for f in stage.written} == {f.path for f in before[name].files}
        assert (stage.origin is None) == (not stage.pulls)
        for one in stage.pulls:
            path = one.source.removeprefix(f"{steps.release}/")
            [there] = [f for f in wish.release.packages[str(stage.origin)] if f.path == path]
            assert there.checksums == one.file.checksums
            sender = stages.get(str(stage.origin))
            held = {f.path for f in sender.written} if sender else set()
            assert path in held | seen[str(stage.origin)].sizes.keys()


@given(worlds, holders)
def test_following_the_origins_leads_to_where_the_bytes_are(wish: Wish, names: set[str]) -> None:
    """There is no circle of targets that wait for each other."""
    steps = plan(wish, observed(wish, **holding(wish, names)))  # type: ignore[arg-type]
    origins = {stage.target: stage.origin for stage in steps.stages}
    for name in origins:
        seen, at = set[str](), name
        while (upstream := origins.get(at)) is not None:
            assert at not in seen
            seen.add(at)
            at = upstream


def limited(**limits: float) -> Wish:
    return wished(AWS, machine=FROM_TAIWAN, objective=Objective(**limits))  # type: ignore[arg-type]


def test_a_deadline_that_nothing_meets_is_told_with_the_fastest() -> None:
    fastest = how(planned(replace(limited(), objective=FAST)))
    with pytest.raises(Infeasible, match="within the deadline of 1 s") as refused:
        planned(limited(deadline=1.0))
    assert "replication.deadline" in refused.value.remedy
    said = int(refused.value.remedy.split("fastest way takes ")[1].split(" s")[0])
    assert said == pytest.approx(fastest.seconds, abs=1)
    assert how(planned(limited(deadline=said))).seconds <= said


def test_a_budget_that_nothing_keeps_is_told_with_the_cheapest() -> None:
    cheapest = how(planned(limited()))
    with pytest.raises(Infeasible, match=r"for the budget of \$0.01") as refused:
        planned(limited(budget=0.01))
    said = float(refused.value.remedy.split("the cheapest ")[1].split("$")[1].split(":")[0])
    assert said == pytest.approx(cheapest.dollars, abs=1e-5)
    assert how(planned(limited(budget=said))).dollars <= said


def test_between_both_limits_a_dearer_way_is_taken_when_there_is_time_for_no_other() -> None:
    wish = wished(("virginia", "oregon", "tokyo"), machine=SLOW)
    cheap, fast = how(planned(wish)), how(planned(replace(wish, objective=FAST)))
    assert fast.seconds < cheap.seconds
    hurried = replace(wish, objective=Objective(deadline=(fast.seconds + cheap.seconds) / 2))
    found = how(planned(hurried))
    assert found.seconds <= (fast.seconds + cheap.seconds) / 2
    assert cheap.dollars < found.dollars <= fast.dollars


def test_limits_hold_for_the_plain_way_too() -> None:
    """Where no provider fetches anything there is no tree, and the deadline counts all the same."""
    alone = wished(("belgium",), machine=SLOW, objective=Objective(deadline=60.0))
    with pytest.raises(Infeasible, match="60 s"):
        planned(alone)
    with pytest.raises(Infeasible, match="60 s"):
        plan(replace(alone, objective=Objective(Optimize.TIME, 60.0)), observed(alone))


def test_where_nothing_is_sent_no_limit_is_missed() -> None:
    wish = wished(AWS, objective=Objective(deadline=0.001, budget=0.0))
    whole = {
        name: replace(full(name), sizes={**full(name).sizes, RELEASE: len(wish.release.document)})
        for name in AWS
    }
    assert plan(wish, observed(wish, **whole)).distribution is None


def test_a_saved_plan_binds_who_copies_from_whom() -> None:
    wish = wished(AWS, machine=FROM_TAIWAN)
    saved = encode(planned(wish))
    assert not stale(saved, planned(wish))
    assert stale(saved, planned(replace(wish, machine=Machine())))


def test_p6_bytes_do_not_begin_where_they_must_not_be() -> None:
    """P6: this machine is a place too, where it is known."""
    targets = wished(AWS).targets
    allowed = Residency(allow=frozenset({"us"}))
    refuse("demo", targets, allowed, Machine())
    with pytest.raises(ResidencyError, match=r"this machine: it is in tw") as refused:
        refuse("demo", targets, allowed, FROM_TAIWAN)
    assert "virginia" not in refused.value.what


def test_the_document_tells_the_whole_way(golden: Golden) -> None:
    steps = planned(wished(AWS, machine=FROM_TAIWAN))
    told = document(steps)
    golden("distribution.json", told["distribution"])
    stages = told["stages"]
    assert isinstance(stages, list)
    by_name = {stage["target"]: stage for stage in stages}
    assert (by_name["oregon"]["origin"], by_name["virginia"]["origin"]) == ("virginia", None)
    first = by_name["oregon"]["pulls"][0]
    assert first["source"] == f"{steps.release}/{first['path']}"


def many(count: int, **more: object) -> Wish:
    """So many buckets of one provider, in as many names."""
    first = wished(("virginia",), machine=FROM_TAIWAN)
    [one] = first.targets
    names = [f"virginia-{number}" for number in range(count)]
    targets = tuple(replace(one, name=name, location=f"s3://{name}") for name in names)
    made = release(dict.fromkeys(names, FILES))
    return replace(first, release=made, targets=targets, required=count, **more)  # type: ignore[arg-type]


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra `planner` is not installed."""
    monkeypatch.setitem(sys.modules, "highspy", None)
    for name in [name for name in sys.modules if name.startswith("mcdeploy.plan.distribution.")]:
        parent, _, module = name.rpartition(".")
        if hasattr(sys.modules.get(parent), module) and module in ("highs", "program", "search"):
            monkeypatch.delattr(sys.modules[parent], module)
            monkeypatch.delitem(sys.modules, name)


def everywhere(wish: Wish) -> dict[str, Observation]:
    return {
        one.name: Observation(one.name, Health.HEALTHY, signs=True, pulls=("s3://",))
        for one in wish.targets
    }


def test_with_many_targets_the_solver_finds_the_tree() -> None:
    wish = many(7)
    steps = plan(wish, everywhere(wish))
    assert sum(means is Means.SEND for *_, means in ways(steps)) == 1
    assert sum(means is Means.PULL for *_, means in ways(steps)) == 6


@pytest.mark.usefixtures("bare")
def test_p3_an_extra_that_is_missing_keeps_nobody_from_a_plan() -> None:
    """P3: with many targets the plain way stays, and the plan says what might be better."""
    wish = many(12)
    steps = plan(wish, everywhere(wish))
    assert (ways(steps), how(steps).bound) == ([], 0.0)
    assert any("mcdeploy[planner]" in note for note in steps.notes)
    with pytest.raises(ExtraMissing, match="planner"):
        plan(replace(wish, objective=Objective(budget=1.0)), everywhere(wish))


@pytest.mark.usefixtures("bare")
def test_what_costs_nothing_needs_no_solver() -> None:
    wish = many(12, machine=Machine())
    steps = plan(wish, everywhere(wish))
    assert (how(steps).dollars, how(steps).bound) == (0.0, 0.0)
    assert not any("planner" in note for note in steps.notes)


def test_a_target_that_lacks_one_of_two_equal_files_is_no_source_of_it() -> None:
    twice = (FILES[0], replace(FILES[0], path="model/again"))
    packages = dict.fromkeys(AWS, twice)
    wish = wished(AWS, packages=packages, machine=FROM_TAIWAN)
    there = {"virginia": full("virginia", twice[:1]), "oregon": full("oregon", twice)}
    steps = plan(wish, observed(wish, **there))
    between = prices.transfer("aws:us-west-2", "aws:us-east-1").dollars
    assert how(steps).dollars >= between * FILES[0].size / bill.GB
    assert ways(steps) == [("oregon", "virginia", Means.PULL)]
