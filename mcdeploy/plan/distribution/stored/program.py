"""The best tree on a larger network, as a mixed-integer program.

A multi-commodity formulation of the directed Steiner tree (Wong, Mathematical Programming 28, 1984,
271-287): a link is used or not, and to each destination one unit flows over used links. To it come
the times of arrival, which a used link makes later than those of its origin. Dollars and seconds
are scaled to at most about 1, for the solver's tolerances are absolute.
"""

from math import inf, isfinite

from mcdeploy.domain.distribution import Link
from mcdeploy.plan.distribution.answer import Answer
from mcdeploy.plan.distribution.highs import TOLERANCE, Program, Solution
from mcdeploy.plan.distribution.problem import CLOSE, Plan, Problem
from mcdeploy.plan.distribution.stored.clock import measured

NODES = 1_000
"""Of the search tree: enough to prove the best of twenty sites, in seconds."""


ROOM = 1e-3
"""What the program's horizon is longer than the given one, so that no plan lies on its edge."""


class StoredProgram:
    """Which links are used, and when each site has all bytes."""

    def __init__(self, problem: Problem, horizon: float) -> None:
        """`horizon`: seconds in which any plan worth having is done."""
        self._problem = problem
        self._program = Program()
        self._seconds = horizon * (1 + ROOM) or 1.0
        self._dollars = max((problem.dollars(link) for link in problem.links), default=0.0) or 1.0
        self._links = [self._program.column(high=1, integer=True) for _ in problem.links]
        sites = (*problem.wanted, *problem.relays)
        self._at = {site: self._program.column(high=1.0) for site in sites}
        self._end = self._program.column(high=1.0)
        self._cost = self._program.column()
        self._reach()
        self._arrive()
        self._pay()

    def least_dollars(self, deadline: float | None, nodes: int) -> Answer:
        return self._least(self._cost, self._dollars, deadline, None, nodes)

    def least_seconds(self, budget: float | None, nodes: int) -> Answer:
        return self._least(self._end, self._seconds, None, budget, nodes)

    def _least(
        self, column: int, scale: float, deadline: float | None, budget: float | None, nodes: int
    ) -> Answer:
        self._limit(self._end, self._seconds, deadline, 1.0)
        self._limit(self._cost, self._dollars, budget, inf)
        self._program.price(self._end, 1.0 if column == self._end else 0.0)
        self._program.price(self._cost, 1.0 if column == self._cost else 0.0)
        solution = self._program.solve(nodes)
        bound = max(0.0, solution.bound) * scale * (1 - TOLERANCE)
        return Answer(self._plan(solution), bound)

    def _limit(self, column: int, scale: float, limit: float | None, most: float) -> None:
        high = most if limit is None else min(most, limit / scale * (1 + CLOSE))
        self._program.limit(column, 0.0, high)

    def _entering(self, site: str) -> list[int]:
        return [n for n, link in enumerate(self._problem.links) if link.destination == site]

    def _leaving(self, site: str) -> list[int]:
        return [n for n, link in enumerate(self._problem.links) if link.origin == site]

    def _reach(self) -> None:
        """One link into each destination, at most one into other sites, and a way to each."""
        for site in self._at:
            low = 1.0 if site in self._problem.wanted else 0.0
            self._program.row({self._links[n]: 1.0 for n in self._entering(site)}, low, 1.0)
        for wanted in self._problem.wanted:
            self._flow(wanted)

    def _flow(self, wanted: str) -> None:
        flow = [self._program.column(high=1) for _ in self._problem.links]
        for number, column in enumerate(flow):
            self._program.row({self._links[number]: 1.0, column: -1.0}, low=0.0)
        for site in self._at:
            net = {flow[n]: 1.0 for n in self._entering(site)}
            net |= {flow[n]: -1.0 for n in self._leaving(site)}
            here = 1.0 if site == wanted else 0.0
            self._program.row(net, here, here)

    def _arrive(self) -> None:
        """A site has all bytes when its origin has, and then they have come over the link: at its
        rate, or at their share of what leaves the origin."""
        size, sites = self._problem.demand.size, self._problem.network.sites
        for number, link in enumerate(self._problem.links):
            alone = size / self._problem.rate(link) / self._seconds
            self._later(number, link, {self._links[number]: -alone})
            share = size / sites[link.origin].egress / self._seconds
            if share:
                shared = {self._links[n]: -share for n in self._leaving(link.origin)}
                self._program.row(shared, low=-1.0)
                self._later(number, link, shared)
        for column in self._at.values():
            self._program.row({self._end: 1.0, column: -1.0}, low=0.0)

    def _later(self, number: int, link: Link, terms: dict[int, float]) -> None:
        """at(destination) >= at(origin) - terms, where the link is used; else nothing is said, for
        neither that time nor those terms are longer than a whole horizon."""
        slack = 1.0 + min(1.0, -sum(terms.values()))
        row = terms | {self._at[link.destination]: 1.0}
        row[self._links[number]] = row.get(self._links[number], 0.0) - slack
        if link.origin in self._at:
            row[self._at[link.origin]] = -1.0
        self._program.row(row, low=-slack)

    def _pay(self) -> None:
        """Dollars of the links used, and of the sites used as long as it lasts."""
        terms = {
            self._links[n]: -self._problem.dollars(link) / self._dollars
            for n, link in enumerate(self._problem.links)
        }
        always = self._problem.running((self._problem.demand.source, *self._problem.wanted))
        terms[self._end] = -always * self._seconds / self._dollars
        for site in self._problem.relays:
            if running := self._problem.running([site]) * self._seconds / self._dollars:
                terms[self._run(site, running)] = -1.0
        self._program.row(terms | {self._cost: 1.0}, low=0.0)

    def _run(self, site: str, running: float) -> int:
        """running x seconds where the site is used, else at least 0: the product of a binary and a
        bounded variable."""
        paid = self._program.column()
        used = {self._links[n]: -running for n in self._entering(site)}
        self._program.row({paid: 1.0, self._end: -running} | used, low=-running)
        return paid

    def _plan(self, solution: Solution) -> Plan | None:
        if not solution.values or not isfinite(solution.value):
            return None
        used = [
            link
            for number, link in enumerate(self._problem.links)
            if solution.values[self._links[number]] > 0.5
        ]
        return measured(self._problem, ordered(self._problem, used))


def ordered(problem: Problem, links: list[Link]) -> tuple[Link, ...]:
    """Each link after the one that feeds it; those that lead to no destination are left out."""
    found: list[Link] = []

    def follow(site: str) -> bool:
        here = len(found)
        for link in links:
            if link.origin == site:
                place = len(found)
                found.append(link)
                if not follow(link.destination):
                    del found[place:]
        return site in problem.wanted or len(found) > here

    follow(problem.demand.source)
    return tuple(found)
