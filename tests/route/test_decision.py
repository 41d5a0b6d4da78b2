"""The decision where to read from. P3: any minority of clouds dark. P6: residency is hard."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mcdeploy.catalog import find, place, regions
from mcdeploy.domain import (
    Health,
    Place,
    Policy,
    Price,
    PriceKind,
    Residency,
    RoundTrip,
    Route,
    Target,
    Tariff,
)
from mcdeploy.errors import ResidencyError
from mcdeploy.route import decide

PARIS = place("fr", 48.86, 2.35)


def cloud(name: str, region: str, weight: float = 1.0) -> Target:
    found = find(region)
    return Target(
        name,
        found.provider,
        f"{found.provider}://{name}",
        region=found.code,
        place=found.place,
        weight=weight,
    )


VIRGINIA = cloud("aws-virginia", "us-east-1")
BELGIUM = cloud("gcp-belgium", "europe-west1")
TOKYO = cloud("azure-tokyo", "japaneast")
RACK = Target("rack", "local", "file:///rack", public=False)
THREE = (VIRGINIA, BELGIUM, TOKYO)


def route(
    *targets: Target,
    policy: Policy = Policy.LATENCY,
    residency: Residency | None = None,
    health: Mapping[str, Health] | None = None,
) -> Route:
    return decide(PARIS, "paris", targets, policy, residency or Residency(), health or {})


def order(found: Route) -> list[str]:
    return [choice.target for choice in found.choices]


# --- each policy ----------------------------------------------------------------------------


def test_latency_takes_the_nearest_and_says_how_far_it_is() -> None:
    found = route(*THREE)
    assert order(found) == ["gcp-belgium", "aws-virginia", "azure-tokyo"]
    assert (found.origin, found.policy) == ("paris", "latency")
    best = found.choices[0]
    assert best.why == f"nearest: {best.milliseconds:.0f} ms"
    assert best.location == BELGIUM.location


def test_a_measured_round_trip_takes_the_place_of_the_estimate_and_says_so() -> None:
    measured = {"azure-tokyo": RoundTrip(3.5, "manifest.yaml:40")}
    found = decide(PARIS, "paris", THREE, Policy.LATENCY, Residency(), {}, measured)
    assert order(found) == ["azure-tokyo", "gcp-belgium", "aws-virginia"]
    assert found.choices[0].milliseconds == 3.5
    assert found.choices[0].why == "nearest: 4 ms, measured (manifest.yaml:40)"
    assert "measured" not in found.choices[1].why


def test_a_rack_without_coordinates_may_be_measured() -> None:
    measured = {"rack": RoundTrip(1.2, "manifest.yaml:9")}
    found = decide(PARIS, "paris", (RACK, BELGIUM), Policy.LATENCY, Residency(), {}, measured)
    assert order(found) == ["rack", "gcp-belgium"]


def test_a_stated_price_is_what_the_cost_policy_goes_by() -> None:
    stated = Price(0.01, "$/GB", "manifest.yaml:7", "")
    cheap = replace(TOKYO, tariff=Tariff({PriceKind.EGRESS: stated}))
    found = route(VIRGINIA, cheap, policy=Policy.COST)
    assert found.choices[0].target == "azure-tokyo"
    assert found.choices[0].why == "cheapest: $0.01 per GB"


def test_latency_puts_a_rack_without_coordinates_after_those_it_knows() -> None:
    found = route(RACK, *THREE)
    assert order(found)[-1] == "rack"
    assert found.choices[-1].milliseconds is None
    assert found.choices[-1].why == "no coordinates: its distance is not known"


def test_latency_settles_a_tie_by_price() -> None:
    dear, cheap = cloud("a", "gcp:asia-northeast1"), cloud("b", "azure:japaneast")
    assert order(route(dear, cheap)) == ["b", "a"]


def test_cost_takes_the_cheapest_to_read_from() -> None:
    found = route(*THREE, policy=Policy.COST)
    assert order(found)[0] == "aws-virginia"
    assert found.choices[0].why == "cheapest: $0.09 per GB"


def test_cost_settles_a_tie_by_distance() -> None:
    found = route(cloud("a", "us-west-2"), cloud("b", "eu-west-3"), policy=Policy.COST)
    assert order(found) == ["b", "a"]


def test_own_hardware_has_no_list_price_and_is_cheapest() -> None:
    found = route(*THREE, RACK, policy=Policy.COST)
    assert found.choices[0].target == "rack"
    assert found.choices[0].dollars_per_gb == 0
    assert found.choices[0].why == "cheapest: own hardware: no list price"


def test_a_region_that_is_not_in_the_catalogue_has_no_price_and_comes_last() -> None:
    new = Target("new", "aws", "s3://new", region="moon-north-1")
    found = route(new, *THREE, policy=Policy.COST)
    assert found.choices[-1].target == "new"
    assert found.choices[-1].dollars_per_gb is None


def test_weighted_takes_the_heaviest_and_says_each_share() -> None:
    found = route(cloud("a", "us-east-1", 1), cloud("b", "japaneast", 3), policy=Policy.WEIGHTED)
    assert [(each.target, each.why) for each in found.choices] == [
        ("b", "weight 3: 75% of the traffic"),
        ("a", "weight 1: 25% of the traffic"),
    ]


def test_weighted_settles_a_tie_by_distance() -> None:
    assert order(route(*THREE, policy=Policy.WEIGHTED))[0] == "gcp-belgium"


def test_a_dark_target_takes_no_share() -> None:
    found = route(
        cloud("a", "us-east-1", 1),
        cloud("b", "japaneast", 3),
        policy=Policy.WEIGHTED,
        health={"b": Health.DARK},
    )
    assert found.choices[0].why == "weight 1: 100% of the traffic"


def test_weights_of_nothing_share_alike() -> None:
    found = route(cloud("a", "us-east-1", 0), cloud("b", "japaneast", 0), policy=Policy.WEIGHTED)
    assert {each.why for each in found.choices} == {"weight 0: 50% of the traffic"}


# --- P3 and P6 ------------------------------------------------------------------------------


@pytest.mark.parametrize("policy", Policy)
@pytest.mark.parametrize("dark", [target.name for target in THREE])
def test_p3_with_one_target_dark_route_still_answers(policy: Policy, dark: str) -> None:
    found = route(*THREE, policy=policy, health={dark: Health.DARK})
    assert found.choices[0].target != dark
    assert found.choices[-1].target == dark
    assert found.choices[-1].why == "dark: tried only after the others"
    assert found.choices[-1].health is Health.DARK


def test_p6_residency_that_forbids_every_target_is_an_error_with_a_remedy() -> None:
    with pytest.raises(ResidencyError) as caught:
        route(VIRGINIA, TOKYO, residency=Residency(allow=frozenset({"eu"})))
    assert caught.value.who == "aws-virginia, azure-tokyo"
    assert "it is in jp" in caught.value.what
    assert caught.value.remedy


def test_p6_a_denied_target_is_not_taken_even_when_the_others_are_dark() -> None:
    found = route(
        *THREE,
        residency=Residency(deny=frozenset({"us"})),
        health={"gcp-belgium": Health.DARK, "azure-tokyo": Health.DARK},
    )
    assert order(found) == ["gcp-belgium", "azure-tokyo"]
    assert found.excluded == {"aws-virginia": "it is in us, which residency denies"}


def test_p6_a_rack_in_an_unknown_place_is_excluded_once_residency_is_restricted() -> None:
    found = route(BELGIUM, RACK, residency=Residency(allow=frozenset({"eu"})))
    assert order(found) == ["gcp-belgium"]
    assert found.excluded == {"rack": "its place is unknown, and residency is restricted"}


# --- for any targets ------------------------------------------------------------------------

some_codes = st.frozensets(
    st.sampled_from(["us", "eu", "eea", "jp", "de", "gb", "gcc"]), max_size=3
)
residencies = st.builds(Residency, allow=some_codes, deny=some_codes)
policies = st.sampled_from(Policy)


@st.composite
def target(draw: st.DrawFn, name: str) -> Target:
    weight = draw(st.floats(0, 10))
    if draw(st.integers(0, 4)) == 0:
        own: Place | None = draw(st.none() | st.just(PARIS))
        return Target(name, "local", f"file:///{name}", place=own, public=False, weight=weight)
    return cloud(name, draw(st.sampled_from(sorted(regions()))), weight)


@st.composite
def fleets(draw: st.DrawFn) -> tuple[Target, ...]:
    return tuple(draw(target(f"t{number}")) for number in range(draw(st.integers(1, 8))))


@st.composite
def healths(draw: st.DrawFn) -> dict[str, Health]:
    states = st.sampled_from(Health)
    return draw(st.dictionaries(st.sampled_from([f"t{n}" for n in range(8)]), states))


@given(fleets(), policies, residencies, healths())
def test_every_target_is_chosen_or_excluded_once(
    fleet: tuple[Target, ...], policy: Policy, residency: Residency, health: dict[str, Health]
) -> None:
    found = _decided(fleet, policy, residency, health)
    assert sorted([*order(found), *found.excluded]) == sorted(each.name for each in fleet)
    assert all(choice.why for choice in found.choices)
    assert all(found.excluded.values())


@given(fleets(), policies, residencies, healths())
def test_p6_no_denied_jurisdiction_is_ever_chosen(
    fleet: tuple[Target, ...], policy: Policy, residency: Residency, health: dict[str, Health]
) -> None:
    chosen = set(order(_decided(fleet, policy, residency, health)))
    for each in fleet:
        inside = set(each.place.jurisdictions) if each.place else set()
        if inside & residency.deny or (residency.allow and not inside & residency.allow):
            assert each.name not in chosen


@given(fleets(), policies, healths())
def test_p3_no_dark_target_stands_before_one_that_is_not(
    fleet: tuple[Target, ...], policy: Policy, health: dict[str, Health]
) -> None:
    found = _decided(fleet, policy, Residency(), health)
    darkness = [choice.health is Health.DARK for choice in found.choices]
    assert darkness == sorted(darkness)


@given(fleets(), policies, residencies, healths(), st.randoms(use_true_random=False))
def test_the_order_of_the_manifest_does_not_matter(
    fleet: tuple[Target, ...],
    policy: Policy,
    residency: Residency,
    health: dict[str, Health],
    random: Random,
) -> None:
    shuffled = list(fleet)
    random.shuffle(shuffled)
    one = _decided(fleet, policy, residency, health)
    assert one == _decided(tuple(shuffled), policy, residency, health)


@given(fleets())
def test_latency_never_puts_a_farther_one_first(fleet: tuple[Target, ...]) -> None:
    found = _decided(fleet, Policy.LATENCY, Residency(), {})
    known = [each.milliseconds for each in found.choices if each.milliseconds is not None]
    assert known == sorted(known)
    assert [each.milliseconds is None for each in found.choices] == sorted(
        each.milliseconds is None for each in found.choices
    )


def _decided(
    fleet: tuple[Target, ...], policy: Policy, residency: Residency, health: dict[str, Health]
) -> Route:
    try:
        return decide(PARIS, "paris", fleet, policy, residency, health)
    except ResidencyError:
        assume(False)
        raise
