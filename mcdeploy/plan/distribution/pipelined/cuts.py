"""Sets of sites that bytes must enter: each destination is in some that the source is not in."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

EMPTY = 1e-6
Capacities = dict[int, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Support:
    """Sites, what may flow from one to the other, and what has to reach each destination."""

    source: int
    flows: Mapping[tuple[int, int], float]
    due: float = 1.0


def missing(support: Support, wanted: int, most: int) -> Iterator[frozenset[int]]:
    """Up to so many sets with the destination, that less than is due enters. Each is sought as if
    the links into the earlier ones were wide, so that the sets lie one behind another."""
    capacities: Capacities = {}
    for (tail, head), flow in support.flows.items():
        capacities.setdefault(tail, {})[head] = flow
        capacities.setdefault(head, {}).setdefault(tail, 0.0)
    for _ in range(most):
        residual = {site: dict(ways) for site, ways in capacities.items()}
        if _pushed(residual, support.source, wanted) > support.due - EMPTY:
            return
        near = _behind(residual, wanted)
        yield near
        for tail, head in support.flows:
            if head in near and tail not in near:
                capacities[tail][head] = 1.0


def _pushed(residual: Capacities, source: int, sink: int) -> float:
    """Send up to one unit along shortest paths (Edmonds and Karp, JACM 19, 1972, 248-264); what was
    sent. Changes `residual`."""
    sent = 0.0
    while sent <= 1 - EMPTY and (path := _path(residual, source, sink)):
        width = min(residual[tail][head] for tail, head in path)
        for tail, head in path:
            residual[tail][head] -= width
            residual[head][tail] += width
        sent += width
    return sent


def _path(residual: Capacities, source: int, sink: int) -> list[tuple[int, int]]:
    before = {source: source}
    line = [source]
    for site in line:
        if sink in before:
            break
        for head, width in residual.get(site, {}).items():
            if width > EMPTY and head not in before:
                before[head] = site
                line.append(head)
    path = []
    while sink != source and sink in before:
        path.append((before[sink], sink))
        sink = before[sink]
    return path[::-1]


def _behind(residual: Capacities, sink: int) -> frozenset[int]:
    """The sites from which more could still flow to the sink."""
    found, line = {sink}, [sink]
    for site in line:
        for tail in residual.get(site, ()):
            if tail not in found and residual[tail][site] > EMPTY:
                found.add(tail)
                line.append(tail)
    return frozenset(found)
