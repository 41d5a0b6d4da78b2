"""Stored networks, where a site passes on only what it has: by hand, and as large as real ones."""

from math import inf, isclose

import pytest

from mcdeploy.domain.distribution import (
    Demand,
    Distribution,
    Link,
    Means,
    Network,
    Objective,
    Optimize,
    Site,
)
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute

GB = 10**9


def here(targets: int, uplink: float = inf) -> dict[str, Site]:
    return {"here": Site(egress=uplink)} | {f"t{number}": Site() for number in range(targets)}


def send(destination: str, price: float = 0.0, rate: float = GB) -> Link:
    return Link("here", destination, price, rate)


def pull(origin: str, destination: str, price: float = 0.0, rate: float = GB) -> Link:
    return Link(origin, destination, price, rate, Means.PULL)


def ways(distribution: Distribution) -> set[tuple[str, str]]:
    return {(link.origin, link.destination) for t in distribution.trees for link in t.links}


def test_a_cheap_pull_takes_the_place_of_a_dear_send() -> None:
    network = Network(here(2), (send("t0", 0.09), send("t1", 0.09), pull("t0", "t1", 0.02)), True)
    found = distribute(network, Demand("here", ("t0", "t1"), 10 * GB), Objective())
    assert ways(found) == {("here", "t0"), ("t0", "t1")}
    assert isclose(found.dollars, 1.1)
    assert isclose(found.seconds, 20), "the second begins when the first is done"
    assert isclose(found.bound, 1.1)
    assert found.star == pytest.approx((1.8, 10))


def test_a_deadline_buys_the_dear_send() -> None:
    network = Network(here(2), (send("t0", 0.09), send("t1", 0.09), pull("t0", "t1", 0.02)), True)
    found = distribute(network, Demand("here", ("t0", "t1"), 10 * GB), Objective(deadline=15))
    assert ways(found) == {("here", "t0"), ("here", "t1")}
    assert isclose(found.dollars, 1.8)


def test_children_share_what_leaves_their_parent() -> None:
    links = (*(send(f"t{n}") for n in range(3)), pull("t0", "t1"), pull("t0", "t2"))
    network = Network(here(3, uplink=GB / 2), links, True)
    found = distribute(
        network, Demand("here", ("t0", "t1", "t2"), 10 * GB), Objective(Optimize.TIME)
    )
    assert found.star == pytest.approx((0, 60))
    assert isclose(found.seconds, 30), "20 s for one copy, and 10 s between the others"


def test_what_a_target_holds_already_is_taken_from_there() -> None:
    held = pull("here", "t0", rate=inf)
    network = Network(here(2), (held, send("t1", 0.09), pull("t0", "t1", 0.02)), True)
    found = distribute(network, Demand("here", ("t1",), GB), Objective())
    assert [link.means for link in found.trees[0].links] == [Means.PULL, Means.PULL]
    assert isclose(found.seconds, 1)


def test_of_plans_as_cheap_the_faster_one_is_taken() -> None:
    network = Network(here(2), (send("t0"), send("t1"), pull("t0", "t1")), True)
    found = distribute(network, Demand("here", ("t0", "t1"), GB), Objective())
    assert isclose(found.seconds, 1)


def test_a_site_costs_as_long_as_the_whole_lasts() -> None:
    sites = {"here": Site(), "t0": Site(dollars_per_second=0.5)}
    found = distribute(
        Network(sites, (send("t0", 1.0),), True), Demand("here", ("t0",), 4 * GB), Objective()
    )
    assert isclose(found.dollars, 4 + 4 * 0.5)


def test_nothing_to_be_done_takes_nothing() -> None:
    found = distribute(Network(here(1), (), True), Demand("here", (), GB), Objective())
    assert (found.trees, found.dollars, found.seconds, found.bound) == ((), 0, 0, 0)


def real(targets: int) -> tuple[Network, Demand]:
    """One machine with a slow uplink and targets on three clouds, some of which pull."""
    names = [f"t{number}" for number in range(targets)]
    links = [send(name, 0.09, 2e7 + 1e7 * (n * 7 % 11)) for n, name in enumerate(names)]
    links += [
        pull(a, b, (0.02, 0.08, 0.05)[n % 3] if n % 3 == m % 3 else 0.12, 5e7 + 1e7 * (n * m % 17))
        for n, a in enumerate(names)
        for m, b in enumerate(names)
        if n != m and (m % 3 == 2 or n % 3 == m % 3)
    ]
    return Network(here(targets, 1e8), tuple(links), True), Demand("here", tuple(names), 10 * GB)


@pytest.mark.parametrize("optimize", Optimize)
def test_ten_targets_are_planned_with_a_proof(optimize: Optimize) -> None:
    network, demand = real(10)
    found = distribute(network, demand, Objective(optimize))
    amount = found.dollars if optimize is Optimize.COST else found.seconds
    assert isclose(found.bound, amount, rel_tol=1e-5)
    assert found.star is not None
    assert found.dollars <= found.star[0]
    assert found.seconds < found.star[1]
    assert {link.destination for t in found.trees for link in t.links} == set(demand.destinations)


def test_limits_are_kept_from_both_sides() -> None:
    network, demand = real(10)
    fastest = distribute(network, demand, Objective(Optimize.TIME))
    cheapest = distribute(network, demand, Objective())
    late = distribute(network, demand, Objective(deadline=fastest.seconds))
    poor = distribute(network, demand, Objective(Optimize.TIME, budget=cheapest.dollars))
    assert isclose(late.seconds, fastest.seconds)
    assert cheapest.dollars <= late.dollars <= fastest.dollars * (1 + 1e-6)
    assert isclose(poor.dollars, cheapest.dollars)
    assert fastest.seconds <= poor.seconds <= cheapest.seconds * (1 + 1e-6)
    with pytest.raises(Infeasible, match="can be met"):
        distribute(network, demand, Objective(deadline=fastest.seconds * 0.99))
