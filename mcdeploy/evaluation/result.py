"""The evaluation as a value: plain numbers, and for each that is undefined the reason."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from mcdeploy.domain import Criteria


class Key(NamedTuple):
    """What is measured: a metric, perhaps of one class, perhaps between the groups of a column,
    perhaps within one group."""

    metric: str
    label: str | None = None
    column: str | None = None
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the true value is, with the confidence of the criteria unless another is named;
    `error` is the standard error, the standard deviation over the resamples."""

    low: float
    high: float
    error: float


@dataclass(frozen=True, slots=True)
class Estimate:
    """A value, or None and why; the interval, or None and why not."""

    value: float | None
    interval: Interval | None = None
    why: str = ""


Estimates = Mapping[Key, Estimate]
Value = tuple[float | None, str]
"""A metric, or None and the reason."""


@dataclass(frozen=True, slots=True)
class Class:
    """One class: `support` rows are of it, `predicted` rows were said to be."""

    label: str
    support: int
    predicted: int


@dataclass(frozen=True, slots=True)
class Curve:
    """A line through points (x, y), of one class against the rest or of an average (`micro`,
    `macro`). `thresholds` are the scores at the points (an average over classes has none).
    `area` is of the whole curve; the points may be a selection. Where it is None, `why` tells."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    thresholds: tuple[float, ...]
    area: float | None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Curves:
    """`roc`: x is the false, y the true positive rate; the area is ROC AUC. `precision_recall`: x
    is recall, y precision; the area is average precision. First the classes, in their order, then
    the averages."""

    roc: tuple[Curve, ...]
    precision_recall: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Rows whose probability is in (low, high]: `said` is its mean, `seen` how often it was so."""

    low: float
    high: float
    rows: int
    said: float
    seen: float


@dataclass(frozen=True, slots=True)
class Reliability:
    """Bins of equal width that have rows, of one class, or of the most probable class of each row
    (`name` is then `most probable`). `brier` and `ece` are over the same."""

    name: str
    bins: tuple[Bin, ...]
    brier: float
    ece: float


@dataclass(frozen=True, slots=True)
class Advice:
    """The metric that suits the problem, as a key of the estimates, and why, in a sentence."""

    metric: Key
    why: str


@dataclass(frozen=True, slots=True)
class CostPoint:
    """What a row costs on average, when the positive class is named from this threshold on."""

    threshold: float
    validation: float | None
    test: float


@dataclass(frozen=True, slots=True)
class Decision:
    """The rule that makes the expected cost least. `costs[i][j]`: of class i taken for class j.

    `rule` is `threshold` (two classes: `positive` from `threshold` on), `least expected cost`
    (the class whose expected cost under the probabilities is least), `most probable`, or `always
    <class>`. `considered` holds the mean cost of each rule on the validation rows, of which there
    are `rows` (0: none, and the rule follows from the costs alone). `confusion` is that of the
    test rows under the rule; `curve` is for two classes.
    """

    costs: tuple[tuple[float, ...], ...]
    rule: str
    positive: str | None
    threshold: float | None
    rows: int
    considered: Mapping[str, float]
    confusion: tuple[tuple[int, ...], ...]
    curve: tuple[CostPoint, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Group:
    """The rows of one group of a column; `small` says that they are too few to judge by."""

    name: str
    rows: int
    small: bool


@dataclass(frozen=True, slots=True)
class Fairness:
    """A column by whose groups the model is judged; its numbers are among the estimates."""

    column: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Contrast:
    """One metric of two models on the same rows; the difference is ours less theirs, and its
    interval is paired: each resample draws the same rows for both."""

    ours: float | None
    theirs: float | None
    difference: Estimate


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every metric of this model beside that of another, `theirs`, on the same rows. Intervals
    are of `confidence`; `elsewhere` holds those of the other confidences that gates ask for."""

    ours: str
    theirs: str
    contrasts: Mapping[Key, Contrast]
    confidence: float = 0.95
    elsewhere: Mapping[float, Mapping[Key, Contrast]] = field(default_factory=dict)

    def at(self, confidence: float) -> Mapping[Key, Contrast]:
        """The contrasts with intervals of this confidence. KeyError when no gate asks for it."""
        return self.contrasts if confidence == self.confidence else self.elsewhere[confidence]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was found on `rows` held-out rows. `confusion[i][j]` counts the rows of class i that
    were said to be of class j. `estimates` hold every metric of OVERALL_METRICS and, for each
    class, of CLASS_METRICS; those of costs and fairness where they were asked for. `elsewhere`
    holds them with intervals of the other confidences that gates ask for."""

    criteria: Criteria
    rows: int
    rows_sha256: str
    classes: tuple[Class, ...]
    confusion: tuple[tuple[int, ...], ...]
    estimates: Estimates
    curves: Curves
    calibration: tuple[Reliability, ...]
    advice: Advice
    decision: Decision | None = None
    fairness: tuple[Fairness, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    elsewhere: Mapping[float, Estimates] = field(default_factory=dict)

    def at(self, confidence: float) -> Estimates:
        """The estimates with intervals of this confidence. KeyError when no gate asks for it."""
        own = confidence == self.criteria.confidence
        return self.estimates if own else self.elsewhere[confidence]

    def of(
        self,
        metric: str,
        label: str | None = None,
        column: str | None = None,
        group: str | None = None,
    ) -> Estimate:
        """The estimate of that key. KeyError when it was not measured."""
        return self.estimates[Key(metric, label, column, group)]

    @property
    def labels(self) -> tuple[str, ...]:
        return tuple(each.label for each in self.classes)

    @property
    def headline(self) -> Mapping[str, float]:
        """The metrics of all classes together that have a value."""
        return {
            key.metric: estimate.value
            for key, estimate in self.estimates.items()
            if key == Key(key.metric) and estimate.value is not None
        }
