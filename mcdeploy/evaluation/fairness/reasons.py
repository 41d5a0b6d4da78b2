"""Why a number about groups is undefined, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from mcdeploy.evaluation.fairness.disparity import MADE_OF
from mcdeploy.evaluation.fairness.rates import WHY, Values
from mcdeploy.evaluation.result import Key


@dataclass(frozen=True, slots=True, eq=False)
class Reasons:
    """`rates` are those of all rows, each of shape (1, g, c) or (1, g, 1)."""

    groups: tuple[str, ...]
    labels: tuple[str, ...]
    rates: Mapping[str, Values]

    def of(self, key: Key) -> str:
        """The reason for a key that has no value."""
        if key.group is not None:
            return WHY[key.metric]
        if len(self.groups) < 2:
            return "the column has one group only"
        of, _, kind = key.metric.rpartition("_")
        count = self.rates[MADE_OF[of][0]].shape[-1]
        whys = [self._between(MADE_OF[of], place, kind) for place in range(count)]
        if key.label is not None:
            return whys[self.labels.index(key.label)]
        if count == 1:
            return whys[0]
        first = next(place for place, why in enumerate(whys) if why)
        return f"{key.metric} of class {self.labels[first]!r} is undefined: {whys[first]}"

    def _between(self, names: tuple[str, ...], place: int, kind: str) -> str:
        """Of the class at that place; nothing where there is a value."""
        for name in names:
            rate = self.rates[name][0, :, place]
            if np.isnan(rate).any():
                group = self.groups[int(np.argmax(np.isnan(rate)))]
                return f"the {_words(name)} of group {group!r} is undefined: {WHY[name]}"
        if kind == "ratio" and not self.rates[names[0]][0, :, place].any():
            return f"the {_words(names[0])} is 0 in every group"
        return ""


def _words(name: str) -> str:
    return name.replace("_", " ")
