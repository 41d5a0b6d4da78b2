"""What is asked of an evaluation: the metrics there are, and the bounds they must keep."""

from collections.abc import Mapping
from dataclasses import dataclass, field

CLASS_METRICS = ("precision", "recall", "f1", "roc_auc", "average_precision", "brier")
"""The metrics of one class against the rest."""

OVERALL_METRICS = (
    "accuracy",
    "balanced_accuracy",
    "mcc",
    "log_loss",
    "brier",
    "ece",
    *(f"{name}_{mean}" for name in CLASS_METRICS[:3] for mean in ("micro", "macro", "weighted")),
    "roc_auc_macro",
    "roc_auc_weighted",
    "roc_auc_ovo_macro",
    "roc_auc_ovo_weighted",
    "average_precision_macro",
    "average_precision_weighted",
)
"""The metrics of all classes together, in the order in which a report gives them."""

COST_METRICS = ("expected_cost", "expected_cost_most_probable")
"""Mean cost of a row, where the manifest gives costs: by the rule that was chosen, and by naming
the most probable class."""

FAIRNESS_METRICS = (
    "demographic_parity_difference",
    "demographic_parity_ratio",
    "equalized_odds_difference",
    "equalized_odds_ratio",
    "equal_opportunity_difference",
    "equal_opportunity_ratio",
    "accuracy_difference",
    "accuracy_ratio",
)
"""How far apart the groups of one column are."""

SMALLER_IS_BETTER = frozenset(("log_loss", "brier", "ece", *COST_METRICS, *FAIRNESS_METRICS[::2]))


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound that one metric must keep: `label` names a class for a metric of one class, `column`
    the groups for a metric of fairness.

    With `confidence`, in (0, 1), the worse end of the interval must keep it, not the value. With
    `not_worse_than` ("current": the release now live) the metric is held against that of another
    model on the same rows, and may be worse `by` so much; `min` and `max` are None then.
    """

    metric: str
    min: float | None = None
    max: float | None = None
    label: str | None = None
    column: str | None = None
    confidence: float | None = None
    not_worse_than: str | None = None
    by: float = 0.0


@dataclass(frozen=True, slots=True)
class Criteria:
    """What an evaluation is asked for. `costs[true][said]` is what it costs to take a row of one
    class for another, 0 where nothing is given; `positive` is the class that two-class metrics of
    fairness and thresholds speak of (None: the last). Intervals come from so many `resamples` (0:
    there are none) and hold the share `confidence`."""

    gates: tuple[Gate, ...] = ()
    positive: str | None = None
    costs: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    resamples: int = 1000
    confidence: float = 0.95
    seed: int = 0

    @property
    def confidences(self) -> tuple[float, ...]:
        """Of the intervals that are needed: its own, then the others that gates ask for."""
        asked = (gate.confidence for gate in self.gates if gate.confidence is not None)
        return tuple(dict.fromkeys((self.confidence, *asked)))
