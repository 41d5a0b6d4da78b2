"""The policies: in what order each puts the candidates, and how it says why.

An order is a tuple that sorts the best first. Dark candidates are last in every policy, unknown
numbers after known ones, and names settle what is left, so the order is total.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import inf

from mcdeploy.domain import Policy
from mcdeploy.route.candidate import Candidate

Order = tuple[bool, float, float, str, str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A policy's way to order, and to say why a candidate that is not dark stands at a rank
    (0 is the best) among the others."""

    order: Callable[[Candidate], Order]
    why: Callable[[Candidate, int, Sequence[Candidate]], str]


def ranked(policy: Policy, candidates: Sequence[Candidate]) -> list[tuple[Candidate, str]]:
    """The candidates, best first, each with the reason."""
    rule = RULES[policy]
    best_first = sorted(candidates, key=rule.order)
    lit = [each for each in best_first if not each.dark]
    return [
        (each, "dark: tried only after the others" if each.dark else rule.why(each, rank, lit))
        for rank, each in enumerate(best_first)
    ]


def _order(candidate: Candidate, first: float | None, then: float | None) -> Order:
    known = [inf if number is None else number for number in (first, then)]
    return candidate.dark, known[0], known[1], candidate.target.name, candidate.target.location


def _by_latency(candidate: Candidate) -> Order:
    return _order(candidate, candidate.milliseconds, candidate.dollars_per_gb)


def _by_cost(candidate: Candidate) -> Order:
    return _order(candidate, candidate.dollars_per_gb, candidate.milliseconds)


def _by_weight(candidate: Candidate) -> Order:
    return _order(candidate, -candidate.target.weight, candidate.milliseconds)


def _near(candidate: Candidate, rank: int, _: Sequence[Candidate]) -> str:
    if candidate.milliseconds is None:
        return "no coordinates: its distance is not known"
    told = f"{'nearest: ' if rank == 0 else ''}{candidate.milliseconds:.0f} ms"
    return f"{told}, measured ({candidate.measured})" if candidate.measured else told


def _cheap(candidate: Candidate, rank: int, _: Sequence[Candidate]) -> str:
    best = "cheapest: " if rank == 0 else ""
    if not candidate.target.public:
        return f"{best}own hardware: no list price"
    if candidate.dollars_per_gb is None:
        return "region not in the catalogue: its price is not known"
    return f"{best}${candidate.dollars_per_gb:.4g} per GB"


def _heavy(candidate: Candidate, _: int, lit: Sequence[Candidate]) -> str:
    total = sum(each.target.weight for each in lit)
    share = candidate.target.weight / total if total else 1 / len(lit)
    return f"weight {candidate.target.weight:g}: {share:.0%} of the traffic"


RULES = {
    Policy.LATENCY: Rule(_by_latency, _near),
    Policy.COST: Rule(_by_cost, _cheap),
    Policy.WEIGHTED: Rule(_by_weight, _heavy),
}
