"""Which ways there are, what they cost, and where none leads."""

from dataclasses import replace
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog import bill, find, prices, residency
from mcdeploy.domain import Link, Machine, Means, Network, Residency
from mcdeploy.plan.network import HERE, RELEASE, network
from mcdeploy.plan.shared import Shared, shared
from mcdeploy.plan.wish import Wish
from tests.plan.places import FRANKFURT, SITES, empty, full, observed, staged, target, wished


def mapped(wish: Wish, *holding: str) -> Network:
    """The network when these targets hold all files already."""
    seen = observed(wish, **{name: full(name) for name in holding})
    one = shared(wish.release, staged(wish, seen), seen, here=wish.here)
    assert one is not None
    return network(wish, one, seen)


def ways(found: Network, means: Means) -> set[tuple[str, str]]:
    return {(way.origin, way.destination) for way in found.links if way.means is means}


def between(found: Network, origin: str, destination: str) -> Link:
    [way] = [way for way in found.links if (way.origin, way.destination) == (origin, destination)]
    return way


def dollars(price: float) -> float:
    """Of the 10^9 bytes that a link speaks of."""
    return price * 1e9 / bill.GB


def test_this_machine_sends_and_providers_fetch_what_they_can_read() -> None:
    found = mapped(wished())
    assert ways(found, Means.SEND) == {(RELEASE, HERE)} | {(HERE, name) for name in SITES}
    same = {("virginia", "oregon"), ("oregon", "virginia")}
    assert ways(found, Means.PULL) == same | {(n, "tokyo") for n in SITES if n != "tokyo"}
    assert ways(found, Means.RELAY) == set()
    assert found.stored


def test_a_store_that_signs_no_url_gives_nothing_to_another_provider() -> None:
    wish = wished()
    seen = observed(wish, belgium=replace(empty("belgium"), signs=False))
    one = shared(wish.release, staged(wish, seen), seen, here=True)
    assert one is not None
    assert ("belgium", "tokyo") not in ways(network(wish, one, seen), Means.PULL)


def test_nobody_is_sent_into_a_place_that_is_in_no_public_cloud() -> None:
    """Azure cannot be expected to reach a rack by its URL."""
    wish = wished(("belgium", "tokyo"))
    rack = replace(target("belgium"), public=False, location="https://gcs.example.com/models")
    inside = replace(wish, targets=(rack, target("tokyo")))
    assert ways(mapped(inside), Means.PULL) == set()


def test_p7_bytes_that_leave_a_region_cost_what_its_cloud_asks() -> None:
    """P7: egress of pulls, and of where this machine stands."""
    nowhere = mapped(wished())
    assert {between(nowhere, HERE, name).dollars_per_gb for name in SITES} == {0.0}
    virginia, belgium = prices.egress("aws:us-east-1"), prices.egress("gcp:europe-west1")
    assert between(nowhere, "virginia", "tokyo").dollars_per_gb == pytest.approx(
        dollars(virginia.dollars)
    )
    assert between(nowhere, "belgium", "tokyo").dollars_per_gb == pytest.approx(
        dollars(belgium.dollars)
    )
    inside = between(nowhere, "virginia", "oregon").dollars_per_gb
    assert 0 < inside < dollars(virginia.dollars)
    there = mapped(wished(machine=Machine(FRANKFURT.id, FRANKFURT.place)))
    leaving = prices.egress(FRANKFURT).dollars
    assert between(there, HERE, "tokyo").dollars_per_gb == pytest.approx(dollars(leaving))
    assert 0 < between(there, HERE, "virginia").dollars_per_gb < dollars(leaving)


def test_the_uplink_bounds_what_this_machine_sends() -> None:
    found = mapped(wished(machine=Machine(uplink=5e6)))
    assert found.sites[HERE].egress == 5e6
    assert {between(found, HERE, name).bytes_per_second for name in SITES} == {inf}
    amsterdam = find("azure:westeurope")
    there = mapped(wished(machine=Machine(amsterdam.id, amsterdam.place)))
    near, far = (between(there, HERE, name).bytes_per_second for name in ("belgium", "oregon"))
    assert inf > near > far > 0


def test_a_target_that_holds_all_of_it_is_a_source_for_nothing() -> None:
    found = mapped(wished(), "virginia")
    assert between(found, RELEASE, "virginia") == Link(RELEASE, "virginia", 0.0, inf)
    assert ("virginia", "tokyo") in ways(found, Means.PULL)
    assert ("tokyo", "virginia") not in ways(found, Means.PULL)
    assert (HERE, "virginia") not in ways(found, Means.SEND)


def test_what_is_not_here_is_read_from_who_holds_it() -> None:
    found = mapped(wished(here=False), "virginia")
    assert ways(found, Means.RELAY) == {("virginia", HERE)}
    assert (RELEASE, HERE) not in ways(found, Means.SEND)
    reading = between(found, "virginia", HERE).dollars_per_gb
    assert reading == pytest.approx(dollars(prices.egress("aws:us-east-1").dollars))


unions = st.frozensets(st.sampled_from(["us", "eu", "jp", "de", "be", "ch"]))


@given(
    residency=st.builds(Residency, allow=unions, deny=unions),
    here=st.sampled_from([Machine(), Machine(FRANKFURT.id, FRANKFURT.place)]),
    bytes_are_here=st.booleans(),
    holding=st.sets(st.sampled_from(list(SITES)), min_size=1, max_size=3),
)
def test_p6_no_way_leads_through_a_forbidden_jurisdiction(
    residency: Residency, here: Machine, bytes_are_here: bool, holding: set[str]
) -> None:
    """P6: not from there, not to there, and not through this machine when it is there."""
    wish = wished(machine=here, residency=residency, here=bytes_are_here)
    found = mapped(wish, *holding)
    for way in found.links:
        for end in (way.origin, way.destination):
            assert end == RELEASE or permitted(end, wish), way


def permitted(name: str, wish: Wish) -> bool:
    if name == HERE and wish.machine.place is None:
        return True
    place = wish.machine.place if name == HERE else target(name).place
    return residency.violation(place, wish.residency) is None


def test_p6_of_places_that_are_allowed_every_way_stays() -> None:
    """P6: what is allowed is not cut off with what is not."""
    free, bound = mapped(wished()), mapped(wished(residency=Residency(deny=frozenset({"jp"}))))
    kept = [way for way in free.links if "tokyo" not in (way.origin, way.destination)]
    assert list(bound.links) == kept


def test_a_group_without_a_holder_needs_the_bytes_here() -> None:
    wish = wished(here=False)
    seen = observed(wish)
    assert shared(wish.release, staged(wish, seen), seen, here=False) is None
    assert isinstance(shared(wish.release, staged(wish, seen), seen, here=True), Shared)
