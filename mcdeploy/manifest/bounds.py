"""Gates that no model could keep, and those that ask for what there is not."""

from mcdeploy.domain import COST_METRICS
from mcdeploy.manifest.evaluation import Evaluation
from mcdeploy.manifest.gate import Bound
from mcdeploy.manifest.plain import Text
from mcdeploy.manifest.problem import Field

WITHOUT_INTERVAL = frozenset(("ece",))
LEAST, PERCENT = 2.0, 100.0
"""What was most likely meant per cent; less is rather a slip of another kind."""


def check_gates(asked: Evaluation, text: Text) -> None:
    """Note each."""
    for index, bound in enumerate(asked.gates):
        at = ("evaluation", "gates", index)
        _check_subject(bound, asked, text, at)
        _check_confidence(bound, asked, text, at)
        for key, value in (("min", bound.min), ("max", bound.max)):
            if value is not None:
                _check_range(bound.metric, value, text, (*at, key))


def _check_subject(bound: Bound, asked: Evaluation, text: Text, at: Field) -> None:
    columns = asked.fairness.columns if asked.fairness else ()
    if bound.column is not None and bound.column not in columns:
        text.wrong((*at, "column"), "is not among the columns of evaluation.fairness")
    if bound.metric in COST_METRICS and not asked.costs:
        text.wrong((*at, "metric"), "needs evaluation.costs: without costs nothing is dear")


def _check_confidence(bound: Bound, asked: Evaluation, text: Text, at: Field) -> None:
    if bound.confidence is None:
        return
    if not asked.intervals.resamples:
        what = "needs intervals, and evaluation.intervals.resamples is 0"
        text.wrong((*at, "confidence"), what)
    elif bound.metric in WITHOUT_INTERVAL:
        text.wrong((*at, "confidence"), f"{bound.metric} has no interval: leave confidence out")


def _check_range(metric: str, value: float, text: Text, at: Field) -> None:
    low, high = _range(metric)
    if value < low or (high is not None and value > high):
        range_ = f"from {low:g} to {high:g}" if high is not None else f"at least {low:g}"
        share = high == 1.0 and LEAST <= value <= PERCENT and not text.secret(at)
        hint = f"; did you mean {value / PERCENT:g}?" if share else ""
        text.wrong(at, f"is beyond the range of {metric}, which is {range_}{hint}")


def _range(metric: str) -> tuple[float, float | None]:
    """The least and the most that it can be; None where it has no end. Costs may be gains."""
    if metric in COST_METRICS:
        return float("-inf"), None
    if metric == "log_loss":
        return 0.0, None
    if metric == "mcc":
        return -1.0, 1.0
    return 0.0, 2.0 if metric == "brier" else 1.0
