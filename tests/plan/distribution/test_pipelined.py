"""Pipelined networks, where relays pass bytes on while they arrive: by hand, and larger ones."""

from collections import Counter
from math import inf, isclose
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdeploy.domain.distribution import (
    Demand,
    Distribution,
    Link,
    Network,
    Objective,
    Optimize,
    Site,
)
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute
from mcdeploy.plan.distribution.pipelined.flows import shared
from mcdeploy.plan.distribution.pipelined.graph import graph
from mcdeploy.plan.distribution.problem import problem

GB = 10**9
MBIT = 1e6 / 8


def test_links_out_of_a_site_share_its_egress_and_only_when_they_are_too_much() -> None:
    sites = {"a": Site(egress=10.0), "b": Site(), "c": Site()}
    for rates, seconds in (((4.0, 5.0), 25.0), ((4.0, 8.0), 25.0), ((8.0, 9.0), 20.0)):
        links = tuple(Link("a", to, 0, rate) for to, rate in zip("bc", rates, strict=True))
        found = distribute(Network(sites, links), Demand("a", ("b", "c"), 100), Objective())
        assert isclose(found.seconds, seconds)


def test_flows_that_just_fit_are_not_cut() -> None:
    """0.1 + 0.2 + 0.3 are more than 0.6 only as they are rounded."""
    sites = {"a": Site(egress=0.6), "b": Site(), "c": Site(), "d": Site()}
    rates = {"b": 0.1, "c": 0.2, "d": 0.3}
    links = tuple(Link("a", to, 0, rate) for to, rate in rates.items())
    asked = problem(Network(sites, links), Demand("a", tuple(rates), 1), Objective())
    flows = shared(graph(asked), range(len(links)), range(len(sites)))
    assert list(flows.values()) == pytest.approx(list(rates.values()))


def test_partitions_are_spread_where_that_saves_time() -> None:
    """One copy of each byte leaves the source, half of them to each, and they exchange them."""
    sites = {"a": Site(egress=10.0), "b": Site(), "c": Site()}
    links = tuple(Link(x, y, 0, 10.0) for x in "abc" for y in "bc" if x != y)
    demand = Demand("a", ("b", "c"), 100, partitions=2)
    found = distribute(Network(sites, links), demand, Objective(Optimize.TIME))
    assert isclose(found.seconds, 10)
    assert found.star is not None
    assert isclose(found.star[1], 20)


def test_a_relay_is_paid_as_long_as_it_is_used() -> None:
    sites = {
        "a": Site(dollars_per_second=1),
        "b": Site(dollars_per_second=1),
        "r": Site(dollars_per_second=2),
    }
    links = (Link("a", "b", 9e8, 1.0), Link("a", "r", 1e8, 1.0), Link("r", "b", 1e8, 1.0))
    found = distribute(Network(sites, links), Demand("a", ("b",), 10), Objective())
    assert [link.origin for link in found.trees[0].links] == ["a"], "9 + 20 < 2 + 40"
    assert isclose(found.dollars, 29)
    dearer = (Link("a", "b", 40e8, 1.0), *links[1:])
    found = distribute(Network(sites, dearer), Demand("a", ("b",), 10), Objective())
    assert isclose(found.dollars, 42)
    assert [link.origin for link in found.trees[0].links] == ["a", "r"]


def grid(seed: int, sites: int = 14) -> tuple[Network, Demand]:
    """Too large for counting out: three providers, whose prices and limits are like the clouds'."""
    dice = Random(seed)  # noqa: S311 - a grid, not a secret
    names = [f"{'agz'[number % 3]}{number}" for number in range(sites)]
    limit = {"a": (5000, 10000), "g": (7000, 16000), "z": (16000, 16000)}
    places = {
        name: Site(limit[name[0]][1] * MBIT, limit[name[0]][0] * MBIT, 3e-4) for name in names
    }
    links = tuple(
        Link(
            a,
            b,
            dice.choice([0.02, 0.05, 0.08]) if a[0] == b[0] else dice.choice([0.09, 0.12]),
            dice.uniform(2000, 20000) * MBIT,
        )
        for a in names
        for b in names
        if a != b and dice.random() < 0.9
    )
    source, *wanted = dice.sample(names, dice.randint(5, 8))
    return Network(places, links), Demand(source, tuple(wanted), 50 * GB, 4)


def whole(demand: Demand, found: Distribution) -> bool:
    """Every tree reaches every destination from the source, and all partitions have one."""
    for tree in found.trees:
        there = [demand.source]
        for link in tree.links:
            assert link.origin in there
            assert link.destination not in there
            there.append(link.destination)
        assert set(demand.destinations) <= set(there)
    return sum(tree.partitions for tree in found.trees) == demand.partitions


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from(Optimize))
def test_larger_networks_have_plans_between_their_bound_and_the_star(
    seed: int, optimize: Optimize
) -> None:
    network, demand = grid(seed)
    found = distribute(network, demand, Objective(optimize))
    assert whole(demand, found)
    amount = found.dollars if optimize is Optimize.COST else found.seconds
    assert found.bound <= amount
    assert found.bound >= 0.8 * amount or optimize is Optimize.TIME
    star = (inf, inf) if found.star is None else found.star
    assert amount <= star[0 if optimize is Optimize.COST else 1] * (1 + 1e-9)
    assert distribute(network, demand, Objective(optimize)) == found


@settings(deadline=None, max_examples=10)
@given(st.integers(0, 10_000), st.floats(0.3, 1.5))
def test_a_deadline_is_met_or_proven_impossible_or_nearly_so(seed: int, part: float) -> None:
    network, demand = grid(seed)
    fastest = distribute(network, demand, Objective(Optimize.TIME))
    deadline = part * fastest.seconds
    try:
        found = distribute(network, demand, Objective(deadline=deadline))
    except Infeasible:
        assert deadline < fastest.seconds, "the fastest plan would have been one"
        return
    assert whole(demand, found)
    assert fastest.bound * (1 - 1e-9) <= found.seconds <= deadline * (1 + 1e-9)


@pytest.mark.parametrize("seed", range(3))
def test_a_budget_is_kept(seed: int) -> None:
    network, demand = grid(seed)
    cheapest = distribute(network, demand, Objective())
    budget = 1.05 * cheapest.dollars
    found = distribute(network, demand, Objective(Optimize.TIME, budget=budget))
    assert found.dollars <= budget * (1 + 1e-9)
    assert found.seconds <= cheapest.seconds * (1 + 1e-9)
    with pytest.raises(Infeasible, match="budget"):
        distribute(network, demand, Objective(Optimize.TIME, budget=0.99 * cheapest.bound))


def test_loads_count_partitions_once_per_link() -> None:
    network, demand = grid(1)
    found = distribute(network, demand, Objective())
    loads = Counter[Link]()
    for tree in found.trees:
        loads.update(dict.fromkeys(tree.links, tree.partitions))
    part = demand.size / demand.partitions / 1e9
    sent = sum(count * part * link.dollars_per_gb for link, count in loads.items())
    used = {end for link in loads for end in (link.origin, link.destination)}
    running = sum(network.sites[site].dollars_per_second for site in used) * found.seconds
    assert isclose(found.dollars, sent + running)
