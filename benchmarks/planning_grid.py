"""Cloudcast's grid of regions, its problems, and the networks they are for the planner."""

import csv
import json
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain.distribution import Demand, Link, Network, Site

VMS = 2
DOLLARS_PER_VM_SECOND = 0.54 / 3600

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """Dollars per GB and bits per second by pair of regions."""

    price: dict[Pair, float]
    bits_per_second: dict[Pair, float]

    @property
    def pairs(self) -> list[Pair]:
        """Those that both tables have, in an order that does not depend on the files."""
        both = self.price.keys() & self.bits_per_second.keys()
        return sorted(pair for pair in both if pair[0] != pair[1])

    @property
    def regions(self) -> list[str]:
        return sorted({region for pair in self.pairs for region in pair})


@dataclass(frozen=True, slots=True)
class Configuration:
    """What is to be sent where; limits in Gbit/s of a VM, by provider."""

    source: str
    destinations: tuple[str, ...]
    gigabytes: int
    partitions: int
    ingress: dict[str, float]
    egress: dict[str, float]

    @property
    def demand(self) -> Demand:
        return Demand(self.source, self.destinations, self.gigabytes * 10**9, self.partitions)


def read(folder: Path) -> Grid:
    return Grid(_table(folder / "cost.csv", "cost"), _table(folder / "throughput.csv"))


def _table(path: Path, column: str = "bits_per_second") -> dict[Pair, float]:
    with path.open(encoding="utf-8", newline="") as file:
        return {(row["src"], row["dest"]): float(row[column]) for row in csv.DictReader(file)}


def configurations(folder: Path) -> dict[str, Configuration]:
    return {path.stem: _configuration(path) for path in sorted((folder / "config").glob("*.json"))}


def _configuration(path: Path) -> Configuration:
    told = json.loads(path.read_text())
    return Configuration(
        told["source_node"],
        tuple(told["dest_nodes"]),
        told["data_vol"],
        told["num_partitions"],
        told["ingress_limit"],
        told["egress_limit"],
    )


def network(grid: Grid, asked: Configuration) -> Network:
    """With two VMs a region, each of which adds its limits, its flows and its price."""
    return Network(
        {region: _site(region, asked) for region in grid.regions},
        tuple(
            Link(*pair, grid.price[pair], VMS * grid.bits_per_second[pair] / 8)
            for pair in grid.pairs
        ),
    )


def _site(region: str, asked: Configuration) -> Site:
    provider = region.partition(":")[0]
    return Site(
        ingress=VMS * asked.ingress[provider] * 1e9 / 8,
        egress=VMS * asked.egress[provider] * 1e9 / 8,
        dollars_per_second=VMS * DOLLARS_PER_VM_SECOND,
    )
