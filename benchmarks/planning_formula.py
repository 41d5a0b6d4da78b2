"""The score of a plan, word for word as Cloudcast's evaluation defines it.

It shares no code with the planner, so that neither can hide a mistake of the other: a plan is here
a path for every destination and partition. Flows are exact fractions: whether 10 + 5 + 3 x 5/3
Gbit/s are more than 20 must not hang on how they are rounded.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from planning_grid import Configuration, Grid, Pair

from mcdeploy.domain.distribution import Distribution

Paths = Mapping[str, Sequence[Sequence[Pair]]]
"""By destination the path of each partition, as pairs of regions."""


@dataclass(frozen=True, slots=True)
class Score:
    dollars: float
    seconds: float


def score(grid: Grid, asked: Configuration, paths: Paths) -> Score:
    partitions: dict[Pair, set[int]] = {}
    for destination in asked.destinations:
        for number, path in enumerate(paths[destination]):
            _follow(asked.source, destination, path)
            for pair in path:
                partitions.setdefault(pair, set()).add(number)
    flows = _flows(grid, asked, list(partitions))
    gigabytes = Fraction(asked.gigabytes, asked.partitions)
    seconds = max(
        float(len(numbers) * gigabytes * 8 / flows[pair]) for pair, numbers in partitions.items()
    )
    nodes = {node for pair in partitions for node in pair}
    egress = sum(
        float(len(numbers) * gigabytes) * grid.price[pair] for pair, numbers in partitions.items()
    )
    instances = len(nodes) * 2 * (0.54 / 3600) * seconds
    return Score(egress + instances, seconds)


def _follow(source: str, destination: str, path: Sequence[Pair]) -> None:
    """A path begins at the source, hangs together, and ends at the destination."""
    here = source
    for tail, head in path:
        assert tail == here, path
        here = head
    assert here == destination, path


def _flows(grid: Grid, asked: Configuration, pairs: list[Pair]) -> dict[Pair, Fraction]:
    """In Gbit/s: two VMs each, then node by node first into it, then out of it."""
    flows = {pair: 2 * Fraction(grid.bits_per_second[pair]) / 10**9 for pair in pairs}
    for node in dict.fromkeys(node for pair in pairs for node in pair):
        provider = node.split(":")[0]
        into = [pair for pair in pairs if pair[1] == node]
        if sum(flows[pair] for pair in into) > 2 * asked.ingress[provider]:
            for pair in into:
                flows[pair] = min(flows[pair], 2 * Fraction(asked.ingress[provider]) / len(into))
        out = [pair for pair in pairs if pair[0] == node]
        if sum(flows[pair] for pair in out) > 2 * asked.egress[provider]:
            for pair in out:
                flows[pair] = min(flows[pair], 2 * Fraction(asked.egress[provider]) / len(out))
    return flows


def paths(asked: Configuration, distribution: Distribution) -> Paths:
    """The planner's trees as paths."""
    found: dict[str, list[list[Pair]]] = {name: [] for name in asked.destinations}
    for tree in distribution.trees:
        feeder = {link.destination: link.origin for link in tree.links}
        for name in asked.destinations:
            found[name] += [_path(feeder, asked.source, name)] * tree.partitions
    return found


def _path(feeder: Mapping[str, str], source: str, name: str) -> list[Pair]:
    path: list[Pair] = []
    while name != source:
        path.append((feeder[name], name))
        name = feeder[name]
    return path[::-1]
