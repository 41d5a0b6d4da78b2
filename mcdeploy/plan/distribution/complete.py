"""Ways where all plans worth having are known."""

from dataclasses import dataclass
from math import inf

from mcdeploy.domain.distribution import Objective, Optimize
from mcdeploy.plan.distribution.answer import Answer, amount, best
from mcdeploy.plan.distribution.problem import Plan


@dataclass(frozen=True, slots=True)
class Complete:
    """No plan that is not among these is cheaper or faster than all that are."""

    plans: tuple[Plan, ...]

    def cheapest(self, deadline: float | None, budget: float | None) -> Answer:
        return self._best(Objective(Optimize.COST, deadline, budget))

    def fastest(self, budget: float | None) -> Answer:
        return self._best(Objective(Optimize.TIME, budget=budget))

    def _best(self, objective: Objective) -> Answer:
        found = best(self.plans, objective)
        return Answer(found, inf if found is None else amount(found, objective.optimize)[0])
