"""Targets and this machine as a network: who can give bytes to whom. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from math import inf

from mcdeploy.domain import Link, Means, Network, Observation, Site
from mcdeploy.plan.shared import Shared
from mcdeploy.plan.ways import End, allowed, dollars_per_gb, pulls, rate
from mcdeploy.plan.wish import Wish

RELEASE = "the release"
"""Where all bytes begin: wherever they are already they come from here at once and for nothing."""

HERE = "this machine"
"""No target is called so: their names have no space."""


@dataclass(frozen=True, slots=True)
class Terrain:
    """The ends of all ways by name, this machine's under `HERE`: those where bytes may be (P6)."""

    ends: Mapping[str, End]

    @classmethod
    def of(cls, wish: Wish) -> "Terrain":
        """Where this machine is may be unknown; that of a target may not, once residency is
        restricted."""
        ends = {target.name: End.of(target) for target in wish.targets}
        here = End.here(wish.machine)
        known = {HERE: here} if here.place is not None else {}
        there = {n: end for n, end in (ends | known).items() if allowed(end, wish.residency)}
        return cls(there if here.place is not None else {HERE: here, **there})

    def link(self, origin: str, destination: str, means: Means) -> Iterator[Link]:
        """The way from one to the other; none where one of them must not have the bytes."""
        if origin in self.ends and destination in self.ends:
            a, b = self.ends[origin], self.ends[destination]
            yield Link(origin, destination, dollars_per_gb(a, b), rate(a, b), means)


def network(wish: Wish, one: Shared, seen: Mapping[str, Observation]) -> Network:
    """All ways that lead the shared bytes from where they are to the targets that lack them.

    This machine sends to each; when the bytes are not here it first reads them from a holder
    (`RELAY`). A provider fetches from a holder, or from another of these targets when that one has
    them, as far as it can (`PULL`). A place where bytes must not be has no way to it and none from
    it, so none leads through it.
    """
    terrain = Terrain.of(wish)
    names = (HERE, *one.holders, *one.targets)
    sites = {RELEASE: Site(), **{name: Site() for name in names}}
    sites[HERE] = Site(egress=wish.machine.uplink)
    return Network(sites, tuple(_links(wish, one, seen, terrain)), stored=True)


def _links(
    wish: Wish, one: Shared, seen: Mapping[str, Observation], terrain: Terrain
) -> Iterator[Link]:
    for name in (*((HERE,) if wish.here else ()), *one.holders):
        if name in terrain.ends:
            yield Link(RELEASE, name, 0.0, inf)
    for name in one.targets:
        yield from terrain.link(HERE, name, Means.SEND)
    for name in () if wish.here else one.holders:
        yield from terrain.link(name, HERE, Means.RELAY)
    places = {target.name: target for target in wish.targets}
    for origin, name in permutations((*one.holders, *one.targets), 2):
        if name in one.targets and pulls(places[origin], seen[origin], seen[name]):
            yield from terrain.link(origin, name, Means.PULL)
