"""Gates: the bounds that the evaluation must keep before anything moves."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from mcdeploy.domain import CLASS_METRICS, OVERALL_METRICS, Gate
from mcdeploy.errors import GateFailed, ManifestError
from mcdeploy.evaluation.result import Evaluation


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gate; `value` is None when the metric is undefined, and `why` tells."""

    gate: Gate
    value: float | None
    passed: bool
    why: str


def check(evaluation: Evaluation, gates: tuple[Gate, ...]) -> tuple[Verdict, ...]:
    """A verdict for each gate, in order. Pure.

    ManifestError names every gate whose metric or class does not exist, with the nearest that
    does, and every gate without a bound.
    """
    problems = [problem for gate in gates if (problem := _problem(evaluation, gate))]
    if problems:
        raise ManifestError("evaluation.gates", problems)
    return tuple(_verdict(evaluation, gate) for gate in gates)


def enforce(evaluation: Evaluation, gates: tuple[Gate, ...]) -> tuple[Verdict, ...]:
    """The verdicts, when all have passed; else GateFailed names each gate that has not."""
    verdicts = check(evaluation, gates)
    failed = [verdict for verdict in verdicts if not verdict.passed]
    if failed:
        raise GateFailed(
            "evaluation.gates",
            "; ".join(f"{named(verdict.gate)}: {verdict.why}" for verdict in failed),
            remedy="improve the data or the model, or decide that a lower bound is good enough "
            "and write it in the manifest; nothing was moved",
        )
    return verdicts


def named(gate: Gate) -> str:
    """The gate's metric as people read it: `recall of 'malignant'`."""
    return gate.metric if gate.label is None else f"{gate.metric} of {gate.label!r}"


def _verdict(evaluation: Evaluation, gate: Gate) -> Verdict:
    value, undefined = _look_up(evaluation, gate)
    if value is None:
        return Verdict(gate, None, passed=False, why=f"undefined: {undefined}")
    above = gate.min is None or value >= gate.min  # a NaN is neither above nor below
    below = gate.max is None or value <= gate.max
    bounds = [f"at least {gate.min:g}"] if gate.min is not None else []
    bounds += [f"at most {gate.max:g}"] if gate.max is not None else []
    why = f"{_told(value, gate)}, must be {' and '.join(bounds)}"
    return Verdict(gate, value, above and below, why)


def _told(value: float, gate: Gate) -> str:
    """Six digits; all of them where six would make the value look like the bound."""
    short = f"{value:.6g}"
    return repr(value) if float(short) in (gate.min, gate.max) else short


def _look_up(evaluation: Evaluation, gate: Gate) -> tuple[float | None, str]:
    found = evaluation.of(gate.metric, gate.label, gate.column)
    return found.value, found.why


def _problem(evaluation: Evaluation, gate: Gate) -> str | None:
    labels = evaluation.labels
    if gate.min is None and gate.max is None:
        return f"{named(gate)}: there is no bound; give min or max"
    if not all(math.isfinite(bound) for bound in (gate.min, gate.max) if bound is not None):
        return f"{named(gate)}: a bound is not a finite number"
    if gate.label is None and gate.metric in CLASS_METRICS:
        return (
            f"{gate.metric} is of one class: name it with `class`, or use one of "
            f"{', '.join(name for name in OVERALL_METRICS if name.startswith(gate.metric))}"
        )
    if gate.label is not None and gate.metric in OVERALL_METRICS:
        return f"{gate.metric} is of all classes together: leave class {gate.label!r} out"
    if gate.metric not in (OVERALL_METRICS if gate.label is None else CLASS_METRICS):
        return _missing(
            "metric", gate.metric, OVERALL_METRICS if gate.label is None else CLASS_METRICS
        )
    if gate.label is not None and gate.label not in labels:
        return _missing("class", gate.label, labels)
    return None


def _missing(kind: str, name: str, names: Sequence[str]) -> str:
    near = get_close_matches(name, names, n=1)
    known = f"there is {', '.join(names[:20])}"
    return f"there is no {kind} {name!r}; " + (f"did you mean {near[0]!r}?" if near else known)
