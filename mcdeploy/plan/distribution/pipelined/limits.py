"""What a program may use within its deadline: whole partitions only, which a few seconds less may
make fewer."""

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray

from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.problem import CLOSE

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Aim:
    """What is least: dollars and seconds with these weights, between these seconds, within this
    budget. `whole`: the latest is a deadline, in which links carry whole partitions. `links` are
    those of a plan that is known."""

    dollars: float
    seconds: float
    earliest: float
    latest: float
    budget: float = inf
    whole: bool = False
    links: tuple[int, ...] = ()


class Limits:
    """By link: `prices`, the dollars of all bytes with the least of what it costs to use a relay,
    and `most`, the part of all bytes that it can carry. By site what may leave and enter it."""

    def __init__(self, graph: Graph, aim: Aim) -> None:
        running = np.zeros(len(graph.sites))
        running[list(graph.relays)] = np.array(graph.running)[list(graph.relays)] * aim.earliest
        self.prices: Vector = np.array(graph.dollars) + running[np.array(graph.heads)]
        whole = graph.partitions if aim.whole else 0
        self.most = np.minimum(1.0, carried(graph.seconds, aim.latest, whole))
        self.most_leaving = carried(graph.leaving, aim.latest, whole)
        self.most_entering = carried(graph.entering, aim.latest, whole)
        worth = aim.dollars * float(self.prices.sum()) + aim.seconds * aim.latest
        self.penalty = 2 * worth + 1.0
        self.unit = 1e-8 * max(1e-9, aim.dollars * float(self.prices.max()), aim.seconds)


def carried(seconds: tuple[float, ...], latest: float, partitions: int) -> Vector:
    """The part of all bytes that can be carried in time, where all bytes take so many seconds."""
    whole = np.array(seconds)
    part = np.full(len(whole), inf)
    np.divide(latest * (1 + CLOSE), whole, out=part, where=whole > 0)
    return np.floor(part * partitions) / partitions if partitions else np.full(len(part), inf)
