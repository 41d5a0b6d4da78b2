"""One column of groups as a statistic."""

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.fairness.disparity import MADE_OF, difference, ratio
from mcdeploy.evaluation.fairness.groups import Grouping
from mcdeploy.evaluation.fairness.rates import ACCURACY, OF_CLASS, Values, rates
from mcdeploy.evaluation.fairness.reasons import Reasons
from mcdeploy.evaluation.fairness.tally import Tallier
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights


class Judged:
    """Rates within each group of a column, for each class looked at, and how far apart the groups
    are. Over several classes it is the greatest difference and the least ratio."""

    def __init__(
        self, predictions: Predictions, column: str, grouping: Grouping, classes: tuple[int, ...]
    ) -> None:
        self._column, self._groups, self._n = column, grouping.names, len(predictions.labels)
        self._labels = tuple(predictions.classes[place] for place in classes)
        self._tally = Tallier(predictions, grouping, classes)
        self._keys = (*self._within_keys(), *self._between_keys())

    @property
    def keys(self) -> tuple[Key, ...]:
        return self._keys

    def __call__(self, weights: Weights) -> NDArray[np.float64]:
        b = len(weights)
        found = rates(self._tally(weights))
        within = [rate.reshape(b, -1) for rate in found.values()]
        return np.concatenate([*within, *self._between(found)], axis=1)

    def undefined(self) -> Mapping[Key, str]:
        ones = np.ones((1, self._n), dtype=np.uint8)
        values = self(ones)[0]
        reasons = Reasons(self._groups, self._labels, rates(self._tally(ones)))
        lacking = (self._keys[place] for place in np.flatnonzero(np.isnan(values)))
        return {key: reasons.of(key) for key in lacking}

    def _within_keys(self) -> Iterator[Key]:
        for group in self._groups:
            yield Key(ACCURACY.name, None, self._column, group)
        for rate in OF_CLASS:
            for group in self._groups:
                for label in self._labels:
                    yield Key(rate.name, label, self._column, group)

    def _between_keys(self) -> Iterator[Key]:
        for of in MADE_OF:
            for metric in (f"{of}_difference", f"{of}_ratio"):
                yield Key(metric, None, self._column)
                if of != ACCURACY.name and len(self._labels) > 1:
                    yield from (Key(metric, label, self._column) for label in self._labels)

    def _between(self, found: Mapping[str, Values]) -> Iterator[Values]:
        """In the order of the keys: over all classes, and of each where there are several."""
        for of in MADE_OF:
            yield from self._worst(np.maximum, difference(of, found))
            yield from self._worst(np.minimum, ratio(of, found))

    def _worst(self, worst: np.ufunc, of_each: Values) -> Iterator[Values]:
        if len(self._groups) < 2:
            of_each = np.full_like(of_each, np.nan)
        yield worst.reduce(of_each, axis=1, keepdims=True)
        if of_each.shape[1] > 1:
            yield of_each
