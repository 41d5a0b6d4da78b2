"""A gate as it is written, and which of its keys go together."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from mcdeploy.domain import CLASS_METRICS, COST_METRICS, FAIRNESS_METRICS, OVERALL_METRICS
from mcdeploy.manifest.part import Part, Real, Share, Text

METRICS = tuple(dict.fromkeys((*OVERALL_METRICS, *CLASS_METRICS, *COST_METRICS, *FAIRNESS_METRICS)))


def _metric(name: str) -> str:
    if name not in METRICS:
        raise PydanticCustomError("choice", "must be a metric that the report has")
    return name


Metric = Annotated[str, AfterValidator(_metric), Field(json_schema_extra={"enum": [*METRICS]})]


class Bound(Part):
    """A bound that one metric must keep; otherwise nothing is moved."""

    metric: Metric = Field(description="The metric as the report names it, such as f1_macro.")
    min: Real | None = Field(None, description="The least that is accepted.")
    max: Real | None = Field(None, description="The most that is accepted.")
    label: Text | None = Field(
        None, alias="class", description="The class, for a metric of one class."
    )
    column: Text | None = Field(
        None, description="The column whose groups are compared, for a metric of fairness."
    )
    confidence: Share | None = Field(
        None,
        description="The worse end of the interval of this confidence must keep the bound, not "
        "only the value.",
    )
    not_worse_than: Literal["current"] | None = Field(
        None, description="In place of min and max: the release now live, on the same rows."
    )
    by: Real | None = Field(
        None, ge=0, description="How much worse than that it may be; 0 unless it is given."
    )

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        if what := _wrong_bound(self) or _wrong_subject(self):
            raise PydanticCustomError("misfit", "{what}", {"what": what})
        return self


def _wrong_bound(gate: Bound) -> str:
    fixed = gate.min is not None or gate.max is not None
    if gate.not_worse_than is None and gate.by is not None:
        return "by needs not_worse_than beside it"
    if gate.not_worse_than is None and not fixed:
        return "needs min, max or both, or not_worse_than"
    if gate.not_worse_than is not None and fixed:
        return "has min or max beside not_worse_than; make two gates of it"
    if gate.not_worse_than is not None and gate.metric in COST_METRICS:
        return "the live release was decided by a rule of its own; give the cost a max instead"
    if gate.min is not None and gate.max is not None and gate.min > gate.max:
        return "min is more than max"
    return ""


def _wrong_subject(gate: Bound) -> str:
    fairness = gate.metric in FAIRNESS_METRICS
    if fairness and gate.column is None:
        return "a metric of fairness needs column: the one whose groups are compared"
    if not fairness and gate.column is not None:
        return "column is only for metrics of fairness, such as demographic_parity_difference"
    if gate.label is None and gate.metric not in (*OVERALL_METRICS, *COST_METRICS) and not fairness:
        return "this metric is of one class: name it with class, or take an average such as _macro"
    if gate.label is not None and gate.metric not in CLASS_METRICS and not fairness:
        return "this metric is of all classes together: leave class out"
    return ""
