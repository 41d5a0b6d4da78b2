"""The evaluation as a value: plain numbers, and for each that is undefined the reason."""

from collections.abc import Mapping
from dataclasses import dataclass

from mcdeploy.domain import CLASS_METRICS

Value = tuple[float | None, str]
"""A metric, or None and the reason."""


@dataclass(frozen=True, slots=True)
class ClassMetrics:
    """One class against the rest: `support` rows are of it, `predicted` rows were said to be.

    `undefined` maps each metric that is None to the reason.
    """

    label: str
    support: int
    predicted: int
    precision: float | None
    recall: float | None
    f1: float | None
    roc_auc: float | None
    undefined: Mapping[str, str]

    @property
    def metrics(self) -> Mapping[str, float | None]:
        return {name: getattr(self, name) for name in CLASS_METRICS}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """`metrics` has every name of OVERALL_METRICS, None where it is undefined, and `undefined` the
    reason; `confusion[i][j]` counts the rows of class i that were said to be of class j."""

    rows: int
    classes: tuple[ClassMetrics, ...]
    metrics: Mapping[str, float | None]
    undefined: Mapping[str, str]
    confusion: tuple[tuple[int, ...], ...]

    @property
    def headline(self) -> Mapping[str, float]:
        """The metrics of all classes together that have a value."""
        return {name: value for name, value in self.metrics.items() if value is not None}
