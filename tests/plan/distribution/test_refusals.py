"""What cannot be: each error names who, what and a remedy that works."""

import re
import sys
from math import isclose, nan

import pytest

from mcdeploy.domain.distribution import Demand, Link, Network, Objective, Optimize, Site
from mcdeploy.errors import Infeasible, McdeployError, UsageError
from mcdeploy.plan import distribution
from mcdeploy.plan.distribution import distribute

GB = 10**9
SITES = {"here": Site(), "near": Site(), "far": Site()}
LINKS = (
    Link("here", "near", 0.01, GB),
    Link("here", "far", 0.09, GB),
    Link("near", "far", 0.02, GB),
)
DEMAND = Demand("here", ("near", "far"), 10 * GB)
BOTH = pytest.mark.parametrize("stored", [False, True])


def refused(network: Network, objective: Objective) -> McdeployError:
    with pytest.raises(Infeasible) as raised:
        distribute(network, DEMAND, objective)
    return raised.value


@BOTH
def test_a_destination_to_which_nothing_leads_is_named(stored: bool) -> None:
    error = refused(Network(SITES, LINKS[:1], stored), Objective())
    assert error.who == "far"
    assert "here" in error.what


@BOTH
def test_a_deadline_that_nothing_meets_names_the_fastest(stored: bool) -> None:
    network = Network(SITES, LINKS, stored)
    error = refused(network, Objective(deadline=9))
    advised = float(re.findall(r"deadline of ([\d.]+) s", error.remedy)[0])
    assert isclose(distribute(network, DEMAND, Objective(deadline=advised)).seconds, 10)


@BOTH
def test_a_budget_that_nothing_meets_names_the_least(stored: bool) -> None:
    network = Network(SITES, LINKS, stored)
    error = refused(network, Objective(Optimize.TIME, budget=0.29))
    advised = float(re.findall(r"budget of \$([\d.]+)", error.remedy)[0])
    found = distribute(network, DEMAND, Objective(Optimize.TIME, budget=advised))
    assert isclose(found.dollars, 0.3)


def test_time_that_only_money_buys_is_told_with_the_budget() -> None:
    error = refused(Network(SITES, LINKS, True), Objective(deadline=15, budget=0.5))
    assert "for $0.5 or less" in error.what
    assert "20 s" in error.what


@pytest.mark.parametrize(
    ("network", "demand", "objective"),
    [
        (Network(SITES, LINKS), Demand("nowhere", ("near",), 1), Objective()),
        (Network(SITES, LINKS), Demand("here", ("nowhere",), 1), Objective()),
        (Network(SITES, (Link("here", "nowhere", 0, 1),)), DEMAND, Objective()),
        (Network(SITES, (Link("here", "near", -1, 1),)), DEMAND, Objective()),
        (Network(SITES, (Link("here", "near", nan, 1),)), DEMAND, Objective()),
        (Network(SITES | {"near": Site(ingress=0)}, LINKS), DEMAND, Objective()),
        (Network(SITES, LINKS), Demand("here", ("near",), -1), Objective()),
        (Network(SITES, LINKS), Demand("here", ("near",), 1, 0), Objective()),
        (Network(SITES, LINKS), DEMAND, Objective(deadline=-1)),
        (Network(SITES, LINKS), DEMAND, Objective(budget=nan)),
    ],
)
def test_a_question_that_makes_no_sense_is_refused(
    network: Network, demand: Demand, objective: Objective
) -> None:
    with pytest.raises(UsageError):
        distribute(network, demand, objective)


def complete(sites: int, stored: bool) -> tuple[Network, Demand]:
    names = [f"s{number}" for number in range(sites)]
    links = tuple(Link(a, b, 0.01, GB) for a in names for b in names if a != b)
    return Network({name: Site() for name in names}, links, stored), Demand(
        names[0], tuple(names[1:]), GB
    )


@BOTH
def test_without_highs_small_problems_are_solved_and_large_ones_say_what_to_install(
    stored: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in sys.modules if name.startswith("highspy")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "highspy", None)
    monkeypatch.delattr(distribution, "highs", raising=False)
    for module in ("highs", "stored.search", "stored.program", "pipelined.program"):
        monkeypatch.delitem(sys.modules, f"mcdeploy.plan.distribution.{module}", raising=False)
    assert isclose(distribute(*complete(4, stored), Objective()).dollars, 0.03)
    with pytest.raises(UsageError, match=re.escape("pip install 'mcdeploy[planner]'")):
        distribute(*complete(12, stored), Objective())
