"""Which rule is cheapest on rows that are not those it is reported on."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.decision import thresholds
from mcdeploy.evaluation.decision.costs import Matrix, mean, same
from mcdeploy.evaluation.decision.rules import (
    Always,
    LeastExpectedCost,
    MostProbable,
    Rule,
    confusion,
)
from mcdeploy.evaluation.decision.thresholds import Stakes


@dataclass(frozen=True, slots=True)
class Choice:
    """The rule, and by name what each that was considered costs a row on average."""

    rule: Rule
    considered: dict[str, float]


def of_two(stakes: Stakes, validation: Predictions | None) -> Choice:
    """The best threshold, unless naming the most probable class is cheaper still, which can be
    where the probabilities of a row do not sum to exactly 1."""
    if validation is None:
        return Choice(thresholds.by_costs(stakes), {})
    best = thresholds.cheapest(stakes, validation)
    others = (MostProbable(), Always(stakes.other), Always(stakes.positive))
    return _first_cheapest((best, *others), validation, stakes.costs)


def of_several(costs: Matrix, validation: Predictions | None) -> Choice:
    """The simplest of those that cost least."""
    least = LeastExpectedCost(costs)
    if validation is None:
        return Choice(least, {})
    rows = np.bincount(validation.labels, minlength=len(costs))
    always = Always(validation.classes[int((rows @ costs).argmin())])
    return _first_cheapest((MostProbable(), always, least), validation, costs)


def _first_cheapest(rules: Sequence[Rule], validation: Predictions, costs: Matrix) -> Choice:
    considered = {rule.name: mean(confusion(rule, validation), costs) for rule in rules}
    least = min(considered.values()) + same(costs)
    return Choice(next(rule for rule in rules if considered[rule.name] <= least), considered)
