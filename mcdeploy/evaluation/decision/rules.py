"""The ways from probabilities to what is said of a row."""

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.decision.costs import Matrix, same
from mcdeploy.evaluation.result import Decision

Said = NDArray[np.intp]
"""The class that is said of each of n rows, as an index: shape (n,)."""


class Rule(Protocol):
    """Pure. `told` ends a sentence that begins with `where`."""

    @property
    def name(self) -> str: ...

    @property
    def told(self) -> str: ...

    def said(self, predictions: Predictions) -> Said: ...


@dataclass(frozen=True, slots=True)
class MostProbable:
    """The first of those classes, when several are."""

    name: str = "most probable"
    told: str = "the most probable class is said"

    def said(self, predictions: Predictions) -> Said:
        return np.asarray(predictions.probabilities.argmax(axis=1), dtype=np.intp)


@dataclass(frozen=True, slots=True)
class Always:
    """One class, whatever the model says."""

    label: str

    @property
    def name(self) -> str:
        return f"always {self.label}"

    @property
    def told(self) -> str:
        return f"{self.label!r} is said of every row"

    def said(self, predictions: Predictions) -> Said:
        return np.full(len(predictions.labels), predictions.classes.index(self.label), np.intp)


@dataclass(frozen=True, slots=True)
class Threshold:
    """Of two classes the positive one, from a probability on; below it the other one."""

    positive: str
    threshold: float
    name: str = "threshold"

    @property
    def told(self) -> str:
        return f"{self.positive!r} is said from a probability of {self.threshold:.4g} on"

    def said(self, predictions: Predictions) -> Said:
        index = predictions.classes.index(self.positive)
        reached = predictions.probabilities[:, index] >= self.threshold
        return np.where(reached, index, 1 - index)


@dataclass(frozen=True, slots=True, eq=False)
class LeastExpectedCost:
    """The class j whose expected cost, the sum over i of p_i times the cost of i taken for j, is
    least; the first of those, when several are: Elkan, The foundations of cost-sensitive learning
    (2001)."""

    costs: Matrix
    name: str = "least expected cost"
    told: str = "the class is said whose expected cost is least"

    def said(self, predictions: Predictions) -> Said:
        expected = predictions.probabilities @ self.costs
        least = expected.min(axis=1, keepdims=True) + same(self.costs)
        return np.asarray((expected <= least).argmax(axis=1), dtype=np.intp)


def chosen(decision: Decision, classes: tuple[str, ...]) -> Rule:
    """The rule that a decision names."""
    if decision.positive is not None and decision.threshold is not None:
        return Threshold(decision.positive, decision.threshold)
    least = LeastExpectedCost(np.array(decision.costs))
    known: tuple[Rule, ...] = (MostProbable(), least, *map(Always, classes))
    return next(rule for rule in known if rule.name == decision.rule)


def confusion(rule: Rule, predictions: Predictions) -> NDArray[np.int64]:
    """(i, j): rows of class i that are said to be of class j. Shape (k, k)."""
    k = len(predictions.classes)
    cells = predictions.labels * k + rule.said(predictions)
    return np.bincount(cells, minlength=k * k).reshape(k, k).astype(np.int64)
