"""Plans with a proof for networks of any size: the relaxation bounds, the search finds."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import inf

import numpy as np

from mcdeploy.domain.distribution import Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer
from mcdeploy.plan.distribution.pipelined.flows import Spread, Taken
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.limits import Aim
from mcdeploy.plan.distribution.pipelined.moments import earliest, longest, moments
from mcdeploy.plan.distribution.pipelined.relaxation import Relaxation, Relaxed
from mcdeploy.plan.distribution.pipelined.search import Search, Within
from mcdeploy.plan.distribution.problem import CLOSE

MEASURED = 4_000
TIMES = 10
KICKED = 30
SHORT = 1e-6


@dataclass(frozen=True, slots=True)
class Reached:
    """The best spread, if one was found, and a proven lower bound."""

    spread: Spread | None
    taken: Taken | None
    bound: float


def cheapest(graph: Graph, within: Within, known: tuple[Spread, ...]) -> Reached:
    """Least dollars within the limits."""
    search = Search(graph, MEASURED)
    for spread in known:
        search.know(spread)
    first, latest = earliest(graph), min(within.deadline, longest(graph))
    if latest < first * (1 - CLOSE):
        return Reached(None, None, inf)
    whole = within.deadline < inf
    relaxation = Relaxation(graph, Aim(1.0, graph.always, first, latest, whole=whole, links=_links(known)))
    whole_time = relaxation.solve()
    search.follow(whole_time, within)
    for seconds in _times(graph, whole_time, search, within, first, latest):
        search.follow(relaxation.at(seconds), within)
    search.kick(within, whole_time.reduced, KICKED)
    return _reached(search, within, whole_time.bound)


def _times(graph, relaxed, search, within, first, latest) -> list[float]:
    """From the earliest to where its time alone makes a plan dearer than the best that is known."""
    best = min(search.met.values(), key=within.score)
    spare = best.dollars - relaxed.bound
    last = relaxed.seconds + spare / graph.always if graph.always else relaxed.seconds
    return np.linspace(first, max(first, min(last, latest)), TIMES).tolist()


def _reached(search: Search, within: Within, bound: float) -> Reached:
    best = min(search.met, key=lambda spread: within.score(search.met[spread]))
    if within.score(search.met[best])[0] > 0:
        return Reached(None, None, bound)
    return Reached(best, search.met[best], bound)


def _links(known: tuple[Spread, ...]) -> tuple[int, ...]:
    return tuple({link: None for spread in known for tree in spread.trees for _, link in tree})
