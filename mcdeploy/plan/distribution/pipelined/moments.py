"""When a plan can end at all."""

import numpy as np

from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.limits import Vector


def longest(graph: Graph) -> float:
    """No plan takes longer: each link out of each site has an equal share and all bytes."""
    sites = len(graph.sites)
    shares = max((*graph.leaving, *graph.entering))
    return max((*graph.seconds, sites * shares), default=0.0)


def moments(graph: Graph) -> Vector:
    """All times that a plan can take, in order: so many whole partitions over a link at its own
    rate, or at an equal share of what leaves or enters a site."""
    parts = np.arange(1, graph.partitions + 1) / graph.partitions
    alone = np.outer(np.unique(graph.seconds), parts)
    shares = np.unique((*graph.leaving, *graph.entering))
    degrees = np.arange(1, len(graph.sites))
    return np.unique(
        np.concatenate([alone.ravel(), np.einsum("i,j,k", shares, degrees, parts).ravel()])
    )
