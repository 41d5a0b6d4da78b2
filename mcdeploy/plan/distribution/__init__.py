"""Who copies from whom: the least dollars within a deadline, or the least time within a budget.

Pure and deterministic: the same question has the same answer, whatever the machine's load.
"""

from mcdeploy.domain.distribution import Demand, Distribution, Network, Objective
from mcdeploy.plan.distribution import pipelined, stored
from mcdeploy.plan.distribution.answer import amount
from mcdeploy.plan.distribution.problem import problem
from mcdeploy.plan.distribution.reach import insist

__all__ = ["distribute"]


def distribute(network: Network, demand: Demand, objective: Objective) -> Distribution:
    """The best distribution within the objective's limits, with a proven bound on what is better.

    Raises `UsageError` when the question makes no sense, or is too large to be answered without
    HiGHS where that is not installed; `Infeasible` when a destination cannot be reached, or when
    no plan keeps the limits.
    """
    asked = problem(network, demand, objective)
    insist(asked)
    model = stored if network.stored else pipelined
    found, naive = model.solve(asked), model.star(asked)
    return Distribution(
        trees=found.plan.trees,
        dollars=found.plan.dollars,
        seconds=found.plan.seconds,
        bound=min(found.bound, amount(found.plan, objective.optimize)[0]),
        star=naive and (naive.dollars, naive.seconds),
        objective=objective,
    )
