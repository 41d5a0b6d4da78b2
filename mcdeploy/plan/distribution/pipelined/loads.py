"""How many whole partitions the links of a plan carry, and may carry before a deadline."""

from dataclasses import dataclass, field
from math import floor

from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.problem import CLOSE


@dataclass(slots=True)
class Loads:
    """Partitions by link, and by site the links in use out of it and into it.

    A link counts with its equal share of what may leave or enter its ends, even where the others
    leave it more: what fits here ends in time by the formula of `flows`.
    """

    graph: Graph
    deadline: float
    by_link: dict[int, int] = field(default_factory=dict)
    out: dict[int, set[int]] = field(default_factory=dict)
    into: dict[int, set[int]] = field(default_factory=dict)

    def whole(self, seconds: float) -> int:
        """Partitions that pass in time, where all of them take so many seconds; at most all."""
        parts = self.graph.partitions
        late = seconds > self.deadline * (1 + CLOSE)
        return floor(self.deadline * parts / seconds * (1 + CLOSE)) if late else parts

    def enough(self, count: int) -> float:
        """Seconds of all partitions, at which so many pass in time."""
        return self.deadline * self.graph.partitions / count * (1 + CLOSE)

    def fits(self, link: int, count: int) -> bool:
        """Whether so many more can take the link, and no link will be late for it."""
        graph = self.graph
        tail, head = graph.tails[link], graph.heads[link]
        if self.by_link.get(link, 0) + count > self.whole(graph.seconds[link]):
            return False
        out = self.out.get(tail, set()) | {link}
        into = self.into.get(head, set()) | {link}
        return self._most(out, link, count) <= self.whole(
            len(out) * graph.leaving[tail]
        ) and self._most(into, link, count) <= self._entering(head, len(into))

    def _most(self, links: set[int], more: int, count: int) -> int:
        return max(self.by_link.get(n, 0) + (count if n == more else 0) for n in links)

    def _entering(self, site: int, degree: int) -> int:
        """What each of so many links into a site may carry, if all partitions are to arrive: where
        equal shares of whole partitions are too few, more links will have to share."""
        parts, seconds = self.graph.partitions, self.graph.entering[site]
        if site not in self.graph.wanted:
            return self.whole(degree * seconds)
        for later in range(degree, parts + 1):
            share = self.whole(later * seconds)
            if later * share >= parts:
                return share
        return 0

    def slots(self, site: int, count: int) -> int:
        """To how many more sites this one could send so many partitions each."""
        used = self.out.get(site, ())
        most = max((count, *(self.by_link[link] for link in used)))
        degree, leaving = len(used) + 1, self.graph.leaving[site]
        while degree <= len(self.graph.sites) and self.whole(degree * leaving) >= most:
            degree += 1
        return degree - 1 - len(used)

    def add(self, link: int, count: int) -> None:
        self.by_link[link] = self.by_link.get(link, 0) + count
        self.out.setdefault(self.graph.tails[link], set()).add(link)
        self.into.setdefault(self.graph.heads[link], set()).add(link)
