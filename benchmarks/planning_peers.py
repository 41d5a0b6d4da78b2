"""The naive ways: everything directly, and the cheapest path to each destination by itself."""

from heapq import heappop, heappush

from planning_formula import Paths
from planning_grid import Configuration, Grid, Pair


def star(asked: Configuration) -> Paths:
    return {name: [[(asked.source, name)]] * asked.partitions for name in asked.destinations}


def dijkstra(grid: Grid, asked: Configuration) -> Paths:
    before = _cheapest(grid, asked.source)
    return {name: [_path(before, name)] * asked.partitions for name in asked.destinations}


def _cheapest(grid: Grid, source: str) -> dict[str, Pair]:
    leaving: dict[str, list[Pair]] = {}
    for pair in grid.pairs:
        leaving.setdefault(pair[0], []).append(pair)
    dollars, before, line = {source: 0.0}, {}, [(0.0, source)]
    while line:
        so_far, region = heappop(line)
        for pair in leaving[region] if so_far == dollars[region] else ():
            through = so_far + grid.price[pair]
            if through < dollars.get(pair[1], float("inf")):
                dollars[pair[1]], before[pair[1]] = through, pair
                heappush(line, (through, pair[1]))
    before.pop(source, None)
    return before


def _path(before: dict[str, Pair], name: str) -> list[Pair]:
    path: list[Pair] = []
    while name in before:
        path.append(before[name])
        name = before[name][0]
    return path[::-1]
