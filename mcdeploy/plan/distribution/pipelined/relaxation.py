"""A lower bound on every plan, and the loads of links that attain it.

A linear program over the part of all bytes that each link carries and the seconds it takes: all
bytes enter every set of sites that lies around a destination (a cut), and what goes over a link,
into a site or out of it takes its time. By the formula of `flows` no plan does better, for the
flows into a site, and those out of it, never add up to more than its limits.

Cuts and links are added as they turn out to matter. The bound holds at any moment: it is computed
from the duals over all links, whatever the sign of their reduced prices.
"""

from dataclasses import dataclass, replace

import numpy as np

from mcdeploy.plan.distribution.highs import Program, Solution
from mcdeploy.plan.distribution.pipelined.ascent import ascent
from mcdeploy.plan.distribution.pipelined.cuts import Support, missing
from mcdeploy.plan.distribution.pipelined.graph import Graph
from mcdeploy.plan.distribution.pipelined.limits import Aim, Limits, Vector

ROUNDS = 80
ROUNDS_AGAIN = 4
COLUMNS = 200
NESTED = 4
ITERATIONS = 3_000
USED = 1e-7


@dataclass(frozen=True, slots=True)
class Relaxed:
    """`loads`: the part of all bytes on each link that has any. `short`: the part of all bytes that
    could not be brought within the deadline. `reduced`: by link, what a load on it adds."""

    bound: float
    loads: dict[int, float]
    seconds: float
    short: float
    reduced: Vector


@dataclass(frozen=True, slots=True)
class Duals:
    """What each row's limit is worth, by kind of row."""

    cuts: Vector
    leaving: Vector
    entering: Vector
    most_leaving: Vector
    most_entering: Vector
    alone: Vector
    budget: float


class Relaxation:
    """The program of one graph and one aim."""

    def __init__(self, graph: Graph, aim: Aim) -> None:
        self._graph, self._aim = graph, aim
        self._limits = Limits(graph, aim)
        self._tails, self._heads = np.array(graph.tails), np.array(graph.heads)
        self._program = Program()
        self._time = self._program.column(aim.seconds, aim.earliest, aim.latest)
        self._short = self._program.column(self._limits.penalty, 0.0, 1.0)
        self._rows()
        self._columns: dict[int, int] = {}
        self._alone: dict[int, int] = {}
        self._cuts: dict[frozenset[int], int] = {}
        self._inside = np.zeros((0, len(graph.sites)), dtype=bool)
        start = ascent(graph, self._limits.prices)
        self._cut(start.cuts)
        self.left = start.left
        cheap = np.argsort(start.left, kind="stable")[:COLUMNS].tolist()
        self._carry((*aim.links, *cheap))

    def at(self, seconds: float) -> Relaxed:
        """As if it had to take exactly so long; the bound then says nothing about other times."""
        aim = replace(self._aim, earliest=seconds, latest=seconds, whole=True)
        self._limits = Limits(self._graph, aim)
        self._program.limit(self._time, seconds, seconds)
        for site in range(len(self._graph.sites)):
            self._program.restrict(self._most_leaving[site], self._limits.most_leaving[site])
            self._program.restrict(self._most_entering[site], self._limits.most_entering[site])
        for link, column in self._columns.items():
            self._program.limit(column, 0.0, self._limits.most[link])
            self._program.price(column, self._limits.prices[link])
        return self.solve(ROUNDS_AGAIN)

    def solve(self, rounds: int = ROUNDS) -> Relaxed:
        best = -np.inf
        for _ in range(rounds):
            solution = self._program.solve(ITERATIONS)
            duals = self._duals(solution)
            reduced = self._reduced(duals)
            best = max(best, self._bound(duals, reduced))
            loads = self._loads(solution)
            cuts = self._missing(loads, solution.values[self._short])
            links = self._wanting(reduced)
            if not cuts and not links:
                break
            self._cut(cuts)
            self._carry(links)
        return Relaxed(
            best, loads, solution.values[self._time], solution.values[self._short], reduced
        )

    def _rows(self) -> None:
        sites = range(len(self._graph.sites))
        row, limits = self._program.row, self._limits
        self._leaving = [row({self._time: -1.0}, high=0.0) for _ in sites]
        self._entering = [row({self._time: -1.0}, high=0.0) for _ in sites]
        self._most_leaving = [row({}, high=limits.most_leaving[site]) for site in sites]
        self._most_entering = [row({}, high=limits.most_entering[site]) for site in sites]
        self._budget = row({self._time: self._graph.always}, high=self._aim.budget)

    def _cut(self, cuts: tuple[frozenset[int], ...]) -> None:
        for cut in cuts:
            terms = {
                column: 1.0
                for link, column in self._columns.items()
                if self._graph.heads[link] in cut and self._graph.tails[link] not in cut
            }
            self._cuts[cut] = self._program.row(terms | {self._short: 1.0}, low=1.0)
        inside = np.zeros((len(cuts), len(self._graph.sites)), dtype=bool)
        for number, cut in enumerate(cuts):
            inside[number, list(cut)] = True
        self._inside = np.vstack([self._inside, inside])

    def _carry(self, links: tuple[int, ...]) -> None:
        """Let the program use these links."""
        for link in links:
            if link not in self._columns and self._limits.most[link] > 0:
                price = self._aim.dollars * float(self._limits.prices[link])
                self._columns[link] = self._program.extended(
                    self._terms(link), price, high=float(self._limits.most[link])
                )

    def _terms(self, link: int) -> dict[int, float]:
        graph = self._graph
        tail, head = graph.tails[link], graph.heads[link]
        terms = {
            self._leaving[tail]: graph.leaving[tail],
            self._entering[head]: graph.entering[head],
            self._most_leaving[tail]: 1.0,
            self._most_entering[head]: 1.0,
            self._budget: float(self._limits.prices[link]),
        }
        if graph.seconds[link] > self._aim.earliest:
            self._alone[link] = self._program.row({self._time: -1.0}, high=0.0)
            terms[self._alone[link]] = graph.seconds[link]
        for cut, row in self._cuts.items():
            if head in cut and tail not in cut:
                terms[row] = 1.0
        return terms

    def _loads(self, solution: Solution) -> dict[int, float]:
        loads = {link: solution.values[column] for link, column in self._columns.items()}
        return {link: load for link, load in loads.items() if load > USED}

    def _missing(self, loads: dict[int, float], short: float) -> tuple[frozenset[int], ...]:
        flows: dict[tuple[int, int], float] = {}
        for link, load in loads.items():
            ends = self._graph.tails[link], self._graph.heads[link]
            flows[ends] = flows.get(ends, 0.0) + load
        support = Support(self._graph.source, flows, 1.0 - short)
        found = (cut for wanted in self._graph.wanted for cut in missing(support, wanted, NESTED))
        return tuple(dict.fromkeys(cut for cut in found if cut not in self._cuts))

    def _wanting(self, reduced: Vector) -> tuple[int, ...]:
        """The links, not in the program yet, on which load would pay most."""
        order = np.argsort(reduced, kind="stable")
        paying = order[reduced[order] < -self._limits.unit].tolist()
        fresh = (n for n in paying if n not in self._columns and self._limits.most[n] > 0)
        return tuple(n for n, _ in zip(fresh, range(COLUMNS), strict=False))

    def _duals(self, solution: Solution) -> Duals:
        """With the signs that they must have, so that no tolerance spoils the bound."""
        prices = np.array(solution.prices)
        alone = np.zeros(len(self._graph.links))
        alone[list(self._alone)] = np.minimum(0, prices[list(self._alone.values())])
        return Duals(
            np.maximum(0, prices[list(self._cuts.values())]),
            np.minimum(0, prices[self._leaving]),
            np.minimum(0, prices[self._entering]),
            np.minimum(0, prices[self._most_leaving]),
            np.minimum(0, prices[self._most_entering]),
            alone,
            min(0.0, float(prices[self._budget])),
        )

    def _reduced(self, duals: Duals) -> Vector:
        graph = self._graph
        priced = np.flatnonzero(duals.cuts)
        inside = self._inside[priced]
        entered = inside[:, self._heads] & ~inside[:, self._tails]
        leaving = duals.leaving * graph.leaving + duals.most_leaving
        entering = duals.entering * graph.entering + duals.most_entering
        reduced: Vector = (
            (self._aim.dollars - duals.budget) * self._limits.prices
            - duals.cuts[priced] @ entered
            - leaving[self._tails]
            - entering[self._heads]
            - duals.alone * np.array(graph.seconds)
        )
        return reduced

    def _bound(self, duals: Duals, reduced: Vector) -> float:
        """Of the dual program, by weak duality: rows times their limits, and for each variable the
        less that its reduced price can make of it."""
        limits = self._limits
        late = duals.leaving.sum() + duals.entering.sum() + duals.alone.sum()
        time = self._aim.seconds + late - duals.budget * self._graph.always
        rows = duals.cuts.sum() + _times(duals.most_leaving, limits.most_leaving)
        rows += _times(duals.most_entering, limits.most_entering)
        rows += _times(np.array([duals.budget]), np.array([self._aim.budget]))
        links = (np.minimum(0, reduced) * limits.most).sum()
        short = min(0.0, limits.penalty - duals.cuts.sum())
        return float(
            rows + links + short + time * (self._aim.earliest if time >= 0 else self._aim.latest)
        )


def _times(duals: Vector, limits: Vector) -> float:
    """Of the rows that have a limit."""
    return float((duals[duals < 0] * limits[duals < 0]).sum())
