"""From values and resamples to estimates: the same way for one model and for two."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Listener
from mcdeploy.evaluation.bootstrap.intervals import Measured
from mcdeploy.evaluation.bootstrap.parts import Draws
from mcdeploy.evaluation.bootstrap.resampling import Measure, resampled
from mcdeploy.evaluation.result import Estimate, Key, Value


class Measurable(Protocol):
    """Whatever has numbers on test rows."""

    labels: NDArray[np.int64]
    """The true class of each row: (n,)."""

    def values(self) -> Mapping[Key, Value]:
        """Every number, or the reason why there is none."""
        ...

    def without(self, criteria: Criteria) -> Mapping[Key, str]:
        """The reason for each number that gets no interval."""
        ...

    def measure(self, keys: Sequence[Key]) -> Measure:
        """What finds these numbers for a resample."""
        ...

    def measured(self, key: Key, value: float, draws: Mapping[Key, Draws]) -> Measured:
        """A number and its draws, among those of all that are measured."""
        ...


def estimates(
    subject: Measurable, criteria: Criteria, listener: Listener
) -> dict[float, dict[Key, Estimate]]:
    """Every number, by the confidence of its interval."""
    values, why = subject.values(), subject.without(criteria)
    known = {key: value for key, (value, _) in values.items() if value is not None}
    wanted = {key: value for key, value in known.items() if key not in why}
    measured = dict(_measured(subject, wanted, criteria, listener)) if wanted else {}
    return {
        confidence: {
            key: _estimate(value, measured.get(key), why.get(key, ""), confidence)
            for key, value in values.items()
        }
        for confidence in criteria.confidences
    }


def _measured(
    subject: Measurable,
    values: Mapping[Key, float],
    criteria: Criteria,
    listener: Listener,
) -> Iterator[tuple[Key, Measured]]:
    measure = subject.measure([*values])
    draws = resampled(measure, len(values), subject.labels, criteria, listener)
    by_key = dict(zip(values, draws, strict=True))
    for key, value in values.items():
        yield key, subject.measured(key, value, by_key)


def _estimate(value: Value, measured: Measured | None, why: str, confidence: float) -> Estimate:
    if measured is None:
        return Estimate(value[0], None, value[1] or why)
    found = measured.interval(confidence)
    if isinstance(found, str):
        return Estimate(value[0], None, found)
    return Estimate(value[0], found)
