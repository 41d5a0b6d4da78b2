"""A first lower bound on the dollars of a Steiner tree, and the sets of sites that prove it.

Dual ascent (Wong, Mathematical Programming 28, 1984, 271-287): raise the price of entering a set of
sites that lies around a destination until a link into it is paid for; that link's origin joins the
set. What has been raised in all is a bound; the sets are good cuts to begin a program with.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.plan.distribution.pipelined.graph import Graph


@dataclass(frozen=True, slots=True)
class Ascent:
    """`bound` in dollars, the cuts, and per link what of its price is left."""

    bound: float
    cuts: tuple[frozenset[int], ...]
    left: NDArray[np.float64]


def ascent(graph: Graph, prices: NDArray[np.float64]) -> Ascent:
    tails, heads = np.array(graph.tails), np.array(graph.heads)
    left = prices.copy()
    around = {wanted: _set(graph, wanted) for wanted in graph.wanted}
    bound = 0.0
    cuts: dict[frozenset[int], None] = {}
    while around:
        entering = {w: heads_in[heads] & ~heads_in[tails] for w, heads_in in around.items()}
        wanted = min(entering, key=lambda w: (int(entering[w].sum()), w))
        links = np.flatnonzero(entering[wanted])
        raised = left[links].min()
        left[links] -= raised
        bound += float(raised)
        cuts[frozenset(np.flatnonzero(around[wanted]).tolist())] = None
        for other in list(around):
            _grow(around[other], left, tails, heads)
            if around[other][graph.source]:
                del around[other]
    return Ascent(bound, tuple(cuts), left)


def _set(graph: Graph, site: int) -> NDArray[np.bool_]:
    members = np.zeros(len(graph.sites), dtype=bool)
    members[site] = True
    return members


def _grow(
    members: NDArray[np.bool_],
    left: NDArray[np.float64],
    tails: NDArray[np.int_],
    heads: NDArray[np.int_],
) -> None:
    """Let the origins of links that are paid for join, as long as there are any."""
    paid = left <= 0
    while True:
        joining = tails[paid & members[heads] & ~members[tails]]
        if not joining.size:
            return
        members[joining] = True
