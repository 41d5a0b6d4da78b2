"""The five published configurations, beside peers and the published totals."""

from math import isclose
from pathlib import Path
from time import process_time

from planning_formula import paths, score
from planning_grid import Configuration, Grid, configurations, network
from planning_peers import dijkstra, star

from mcdeploy.domain.distribution import Objective
from mcdeploy.plan.distribution import distribute

TOTAL, GAP, SECONDS = 622.2, 0.004, 1.0

PUBLISHED = {
    "Shinka": 812.74,
    "OpenEvolve": 729.80,
    "GEPA": 645.72,
    "AdaEvolve": 640.50,
    "EvoX": 637.14,
    "human": 626.24,
    "best in the table": 623.69,
    "variant": 623.4,
}
"""Totals in dollars that others published for these five configurations, until November 2026."""


def report(grid: Grid, folder: Path) -> bool:
    """Whether total, gap, time and determinism are what they have to be."""
    rows = [_row(name, grid, asked) for name, asked in configurations(folder).items()]
    total, bound, naive, shortest = (sum(column) for column in list(zip(*rows, strict=True))[:4])
    slowest, same = max(row[4] for row in rows), all(row[5] for row in rows)
    print(f"\ntotal ${total:.4f}, proven at least ${bound:.4f}: gap {1 - bound / total:.3%}")
    print(f"slowest {slowest:.2f} s of CPU; the same again: {'yes' if same else 'NO'}")
    for name, other in {"direct star": naive, "Dijkstra": shortest, **PUBLISHED}.items():
        print(f"  {name:20} ${other:8.2f}  {other / total:.4f} times as dear")
    return total <= TOTAL and 1 - bound / total <= GAP and slowest <= SECONDS and same


def _row(
    name: str, grid: Grid, asked: Configuration
) -> tuple[float, float, float, float, float, bool]:
    net = network(grid, asked)
    started = process_time()
    found = distribute(net, asked.demand, Objective())
    spent = process_time() - started
    own = score(grid, asked, paths(asked, found))
    assert isclose(own.dollars, found.dollars), (own, found.dollars)
    assert isclose(own.seconds, found.seconds), (own, found.seconds)
    naive = score(grid, asked, star(asked)).dollars
    shortest = score(grid, asked, dijkstra(grid, asked)).dollars
    print(
        f"{name:12} ${own.dollars:8.4f} >= ${found.bound:8.4f}  ends after {own.seconds:5.1f} s"
        f"  {spent:.2f} s of CPU  star ${naive:.2f}  Dijkstra ${shortest:.2f}"
    )
    same = distribute(net, asked.demand, Objective()) == found
    return own.dollars, found.bound, naive, shortest, spent, same
