"""Who copies from whom: what can be known of the ways, what is asked for, and the answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from math import inf


class Means(StrEnum):
    """How bytes go from one site to another: sent by this machine, read from the other site by this
    machine and sent on, or fetched by the destination's own provider without passing here."""

    SEND = "send"
    RELAY = "relay"
    PULL = "pull"


class Optimize(StrEnum):
    """What a distribution is to have as little of as possible."""

    COST = "cost"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Site:
    """A place that bytes leave or reach: at most so many bytes per second, all its links together;
    `dollars_per_second` is what it costs to use it at all while the distribution lasts."""

    ingress: float = inf
    egress: float = inf
    dollars_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one site to another; a GB of its price is 10^9 bytes."""

    origin: str
    destination: str
    dollars_per_gb: float
    bytes_per_second: float
    means: Means = Means.SEND


@dataclass(frozen=True, slots=True)
class Network:
    """All sites by name, and all links that may be used: what is forbidden is not in it. With
    `stored` a site passes bytes on when all of them are there, else while they arrive."""

    sites: Mapping[str, Site]
    links: tuple[Link, ...]
    stored: bool = False


@dataclass(frozen=True, slots=True)
class Objective:
    """What to have least of, within a deadline in seconds and a budget in dollars."""

    optimize: Optimize = Optimize.COST
    deadline: float | None = None
    budget: float | None = None


@dataclass(frozen=True, slots=True)
class Demand:
    """So many bytes, all of them from the source to every destination; they may be cut into
    `partitions` of equal size that go different ways."""

    source: str
    destinations: tuple[str, ...]
    size: int
    partitions: int = 1


@dataclass(frozen=True, slots=True)
class Tree:
    """The links that so many of the partitions take, each after the one that feeds it."""

    links: tuple[Link, ...]
    partitions: int = 1


@dataclass(frozen=True, slots=True)
class Distribution:
    """A way for all bytes: dollars and seconds that it takes in all. `bound` is a proven lower
    bound on what was optimized, in its unit: nothing allowed has less. `star` are the dollars and
    seconds of sending everything from the source to each destination directly (None where a
    direct link is missing)."""

    trees: tuple[Tree, ...]
    dollars: float
    seconds: float
    bound: float
    star: tuple[float, float] | None = None
    objective: Objective = field(default_factory=Objective)
