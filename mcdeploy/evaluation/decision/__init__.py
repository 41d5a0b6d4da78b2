"""What to say of a row when mistakes do not cost the same."""

import numpy as np

from mcdeploy.domain import COST_METRICS, Criteria, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation.decision import choice, costs, thresholds, wording
from mcdeploy.evaluation.decision.rules import MostProbable, Threshold, chosen, confusion
from mcdeploy.evaluation.decision.statistic import MeanCosts
from mcdeploy.evaluation.decision.thresholds import Stakes
from mcdeploy.evaluation.positive import positive
from mcdeploy.evaluation.result import CostPoint, Decision
from mcdeploy.evaluation.statistic import Statistic

MOST = MostProbable()

POINTS = 101
"""Thresholds of the cost curve, from 0 to 1; the chosen one comes to them."""


def decide(
    predictions: Predictions, validation: Predictions | None, criteria: Criteria
) -> Decision | None:
    """The rule that costs least on the validation rows, and what it says of the test rows; None
    when the criteria have no costs. Pure.

    ManifestError when the costs or the positive class name a class that there is not, or nothing
    can be decided by them; ModelError when the validation rows have other classes.
    """
    if not criteria.costs:
        return None
    classes, rows = predictions.classes, _rows(predictions, validation)
    matrix = costs.matrix(classes, criteria.costs)
    stakes = Stakes(classes, positive(classes, criteria), matrix) if len(classes) == 2 else None
    found = choice.of_two(stakes, rows) if stakes else choice.of_several(matrix, rows)
    threshold = found.rule.threshold if isinstance(found.rule, Threshold) else None
    count = len(rows.labels) if rows else 0
    return Decision(
        costs=tuple(map(tuple, matrix.tolist())),
        rule=found.rule.name,
        positive=stakes.positive if stakes else None,
        threshold=threshold,
        rows=count,
        considered=found.considered,
        confusion=tuple(map(tuple, confusion(found.rule, predictions).tolist())),
        curve=_curve(stakes, predictions, rows, threshold) if stakes else (),
        why=wording.why(found, count, stakes),
    )


def statistics(decision: Decision | None, predictions: Predictions) -> tuple[Statistic, ...]:
    """What measures COST_METRICS; nothing where nothing was decided."""
    if decision is None:
        return ()
    rules = dict(zip(COST_METRICS, (chosen(decision, predictions.classes), MOST), strict=True))
    return (MeanCosts(np.array(decision.costs), rules, predictions),)


def undecided(predictions: Predictions, criteria: Criteria) -> tuple[Statistic, ...]:
    """What measures the cost of naming the most probable class, for which no rule is chosen;
    nothing where the criteria have no costs."""
    if not criteria.costs:
        return ()
    matrix = costs.matrix(predictions.classes, criteria.costs)
    return (MeanCosts(matrix, {COST_METRICS[1]: MOST}, predictions),)


def _rows(predictions: Predictions, validation: Predictions | None) -> Predictions | None:
    if validation is None or not len(validation.labels):
        return None
    if validation.classes != predictions.classes:
        what = f"have the classes {validation.classes}, not {predictions.classes}"
        remedy = "let one model say the same classes, in one order, of both"
        raise ModelError("the validation rows", what, remedy=remedy)
    return validation


def _curve(
    stakes: Stakes, test: Predictions, validation: Predictions | None, threshold: float | None
) -> tuple[CostPoint, ...]:
    even = np.linspace(0.0, 1.0, POINTS)
    at = even if threshold is None else np.union1d(even, threshold)
    tested = thresholds.costs_at(stakes, test, at).tolist()
    chosen = (
        thresholds.costs_at(stakes, validation, at).tolist() if validation else [None] * len(at)
    )
    return tuple(map(CostPoint, at.tolist(), chosen, tested))
