"""Two classes: from which probability on the positive one is said."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.curves.steps import Steps, steps
from mcdeploy.evaluation.decision.costs import Matrix, same
from mcdeploy.evaluation.decision.rules import Always, Rule, Threshold

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Stakes:
    """What a mistake costs more than the right answer: `alarm`, to take a row of the other class
    for `positive`, and `miss`, to take one of `positive` for the other."""

    classes: tuple[str, ...]
    index: int
    costs: Matrix

    @property
    def positive(self) -> str:
        return self.classes[self.index]

    @property
    def other(self) -> str:
        return self.classes[1 - self.index]

    @property
    def alarm(self) -> float:
        return float(self.costs[1 - self.index, self.index] - self.costs.diagonal()[1 - self.index])

    @property
    def miss(self) -> float:
        return float(self.costs[self.index, 1 - self.index] - self.costs.diagonal()[self.index])


def theoretical(stakes: Stakes) -> float:
    """The least p for which (1 - p) alarm <= p miss, in [0, 1]: Elkan, The foundations of
    cost-sensitive learning (2001). When both were negative there would be none; `costs.matrix`
    refuses that."""
    if stakes.alarm <= 0.0:
        return 0.0
    return 1.0 if stakes.miss <= 0.0 else stakes.alarm / (stakes.alarm + stakes.miss)


def by_costs(stakes: Stakes) -> Rule:
    """What the costs alone advise."""
    return _rule(stakes, theoretical(stakes))


def cheapest(stakes: Stakes, validation: Predictions) -> Rule:
    """Of `never` (1), the midpoints between neighbouring scores and `always` (0) the threshold of
    the least cost on these rows; of several the nearest to the theoretical one."""
    whole = _steps(stakes, validation)
    costs = _mean_costs(stakes, whole)
    thresholds = np.concatenate(([1.0], _between(whole.thresholds), [0.0]))
    least = np.flatnonzero(costs <= costs.min() + same(stakes.costs))
    nearest = np.abs(thresholds[least] - theoretical(stakes)).argmin()
    return _rule(stakes, float(thresholds[least][nearest]))


def costs_at(stakes: Stakes, rows: Predictions, thresholds: Floats) -> Floats:
    """What a row costs on average when the positive class is said from each threshold on."""
    whole = _steps(stakes, rows)
    reached = np.searchsorted(-whole.thresholds, -thresholds, side="right")
    return _mean_costs(stakes, whole)[reached]


def _rule(stakes: Stakes, threshold: float) -> Rule:
    if threshold <= 0.0:
        return Always(stakes.positive)
    return Always(stakes.other) if threshold >= 1.0 else Threshold(stakes.positive, threshold)


def _steps(stakes: Stakes, rows: Predictions) -> Steps:
    return steps(rows.labels == stakes.index, rows.probabilities[:, stakes.index])


def _mean_costs(stakes: Stakes, whole: Steps) -> Floats:
    """Of m scores the costs when the rows of the first 0, 1, ..., m are said to be positive:
    shape (m + 1,)."""
    hits, alarms = np.append(0, whole.hits), np.append(0, whole.alarms)
    (right, miss), (alarm, calm) = (
        (stakes.costs[true, stakes.index], stakes.costs[true, 1 - stakes.index])
        for true in (stakes.index, 1 - stakes.index)
    )
    found = hits * right + (whole.positives - hits) * miss
    total = found + alarms * alarm + (whole.negatives - alarms) * calm
    return np.asarray(total / (whole.positives + whole.negatives), dtype=np.float64)


def _between(falling: Floats) -> Floats:
    """The midpoints, or the higher score where floating point has nothing between."""
    higher, lower = falling[:-1], falling[1:]
    middle = lower + (higher - lower) / 2
    return np.where(middle > lower, middle, higher)
