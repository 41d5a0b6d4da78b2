"""Seeded instances of the grid: cheap plans with their proof, and deadlines."""

from collections import Counter
from math import isclose
from random import Random
from statistics import median
from time import process_time

from planning_formula import paths, score
from planning_grid import Configuration, Grid, network
from planning_peers import star

from mcdeploy.domain.distribution import Distribution, Network, Objective, Optimize
from mcdeploy.errors import Infeasible
from mcdeploy.plan.distribution import distribute

INGRESS = {"aws": 10, "gcp": 16, "azure": 16}
EGRESS = {"aws": 5, "gcp": 7, "azure": 16}
GAP, MOST = 0.01, 0.99
CLOSE = 1e-6


def report(grid: Grid, instances: int) -> bool:
    """Whether no plan is dearer than the star, gaps are proven and each deadline is decided."""
    started = process_time()
    told: Counter[str] = Counter()
    gaps: list[float] = []
    for seed in range(instances):
        _one(grid, Random(seed), told, gaps)  # noqa: S311 - seeds, not secrets
    small = sum(gap <= GAP for gap in gaps)
    print(f"\n{instances} seeded instances, 2 to 16 destinations, 300 GB in 10 partitions:")
    print(f"  dearer than the star: {told['dearer']}")
    print(
        f"  proven gap at most {GAP:.0%}: {small}; median {median(gaps):.3%}, max {max(gaps):.3%}"
    )
    print(
        f"  deadlines: {told['met']} met, {told['impossible']} proven impossible,"
        f" {told['undecided']} neither ({told['earliest']} were the earliest conceivable)"
    )
    print(f"  {process_time() - started:.0f} s of CPU")
    return not told["dearer"] and small >= MOST * instances and not told["undecided"]


def _one(grid: Grid, dice: Random, told: Counter[str], gaps: list[float]) -> None:
    asked = _configuration(grid, dice)
    net = network(grid, asked)
    found = distribute(net, asked.demand, Objective())
    naive = score(grid, asked, star(asked)).dollars
    seconds = _scored(grid, asked, found)
    told["dearer"] += found.dollars > naive * (1 + CLOSE)
    gaps.append(1 - found.bound / found.dollars)
    first = _conceivable(asked)
    earliest = dice.random() < 1 / 4
    told["earliest"] += earliest
    deadline = first if earliest else dice.uniform(first, seconds)
    told[_decided(grid, asked, net, deadline)] += 1


def _configuration(grid: Grid, dice: Random) -> Configuration:
    source, *destinations = dice.sample(grid.regions, 1 + dice.randint(2, 16))
    return Configuration(source, tuple(destinations), 300, 10, dict(INGRESS), dict(EGRESS))


def _conceivable(asked: Configuration) -> float:
    """All bytes leave the source once and reach each destination: no plan ends before."""
    bits = asked.gigabytes * 8
    slowest = [asked.egress[asked.source.partition(":")[0]]]
    slowest += [asked.ingress[name.partition(":")[0]] for name in asked.destinations]
    return bits / (2 * min(slowest))


def _scored(grid: Grid, asked: Configuration, found: Distribution) -> float:
    """What the published formula says of its time, which is what the planner said."""
    own = score(grid, asked, paths(asked, found))
    assert isclose(own.dollars, found.dollars), (own, found.dollars)
    assert isclose(own.seconds, found.seconds), (own, found.seconds)
    return own.seconds


def _decided(grid: Grid, asked: Configuration, net: Network, deadline: float) -> str:
    try:
        found = distribute(net, asked.demand, Objective(deadline=deadline))
    except Infeasible:
        proof = distribute(net, asked.demand, Objective(Optimize.TIME)).bound
        return "impossible" if proof > deadline * (1 + CLOSE) else "undecided"
    return "met" if _scored(grid, asked, found) <= deadline * (1 + CLOSE) else "undecided"
