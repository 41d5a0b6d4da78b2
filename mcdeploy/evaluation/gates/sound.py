"""Does a gate ask for something that there is?"""

import math

from mcdeploy.domain import (
    CLASS_METRICS,
    COST_METRICS,
    FAIRNESS_METRICS,
    OVERALL_METRICS,
    Gate,
)
from mcdeploy.evaluation.absent import absent
from mcdeploy.evaluation.gates.wording import named
from mcdeploy.evaluation.result import Evaluation, Key


def problem(evaluation: Evaluation, gate: Gate) -> str | None:
    """Why this gate cannot be held against the evaluation, or None."""
    return _of_bounds(gate) or _of_subject(evaluation, gate)


def _of_bounds(gate: Gate) -> str | None:
    given = [bound for bound in (gate.min, gate.max, gate.by) if bound is not None]
    if gate.min is None and gate.max is None and gate.not_worse_than is None:
        return f"{named(gate)}: there is no bound; give min, max or not_worse_than"
    if not all(math.isfinite(bound) for bound in given):
        return f"{named(gate)}: a bound is not a finite number"
    return None


def _of_subject(evaluation: Evaluation, gate: Gate) -> str | None:
    known = _metrics(gate)
    if gate.metric not in known and gate.metric in CLASS_METRICS:
        averages = [name for name in OVERALL_METRICS if name.startswith(f"{gate.metric}_")]
        return f"{gate.metric} is of one class: name it with `class`" + (
            f", or use one of {', '.join(averages)}" if averages else ""
        )
    if gate.metric not in known and gate.metric in (*OVERALL_METRICS, *COST_METRICS):
        return f"{gate.metric} is of all classes together: leave class {gate.label!r} out"
    if gate.metric not in known:
        return absent("metric", gate.metric, known)
    if gate.label is not None and gate.label not in evaluation.labels:
        return absent("class", gate.label, evaluation.labels)
    if Key(gate.metric, gate.label, gate.column) not in evaluation.estimates:
        return f"{named(gate)}: was not measured on these predictions"
    return None


def _metrics(gate: Gate) -> tuple[str, ...]:
    if gate.column is not None:
        return FAIRNESS_METRICS
    return (*OVERALL_METRICS, *COST_METRICS) if gate.label is None else CLASS_METRICS
