"""What was measured, as sections of the card."""

from collections.abc import Sequence

from mcdeploy.domain import CLASS_METRICS, OVERALL_METRICS, Model
from mcdeploy.evaluation.gates import Verdict, asked
from mcdeploy.evaluation.report import missing, wording
from mcdeploy.evaluation.report.card.markdown import escaped, section, table
from mcdeploy.evaluation.report.known import of_rows
from mcdeploy.evaluation.result import Estimate, Estimates, Evaluation, Fairness, Key

SHOWN = CLASS_METRICS[:3]
MOST = 50
"""Classes and groups in a table; the page and the JSON document have all."""


def results(evaluation: Evaluation, model: Model) -> str:
    found = [(key, one) for key, one in evaluation.estimates.items() if key == Key(key.metric)]
    order = {name: place for place, name in enumerate(OVERALL_METRICS)}
    found.sort(key=lambda pair: order.get(pair[0].metric, len(order)))
    heads = ("Metric", "Value", "Interval")
    rows = [(escaped(wording.metric(key.metric)), *_cells(one)) for key, one in found]
    advice = evaluation.advice
    suits = f"The metric that suits the problem is {escaped(wording.measured(advice.metric))}."
    return section(
        "Evaluation",
        f"On {_rows(evaluation)} {of_rows(model)}. {_how(evaluation)}",
        f"{suits} {escaped(advice.why)}" if advice.why else "",
        table(heads, rows),
        _reasons(dict(found), evaluation.labels),
    )


def _rows(evaluation: Evaluation) -> str:
    return wording.count(evaluation.rows, "row")


def _how(evaluation: Evaluation) -> str:
    asked_for = evaluation.criteria
    if not asked_for.resamples:
        return "There are no intervals: none were asked for."
    return (
        f"The intervals hold the true value with {asked_for.confidence:.4g} confidence, for rows"
        f" with this mix of classes (stratified bootstrap, {asked_for.resamples:,} resamples, "
        f"seed {asked_for.seed})."
    )


def _cells(one: Estimate) -> tuple[str, str]:
    if one.value is None:
        return wording.UNDEFINED, "none"
    value = wording.number(one.value, wording.digits(one))
    return value, wording.interval(one) or "none"


def _reasons(estimates: Estimates, labels: Sequence[str]) -> str:
    """Why there is no value, or no interval; each reason once."""
    lines = [
        f"- {what}: {escaped(names)}: {escaped(why.rstrip('.'))}."
        for what, found in (
            ("No value", missing.undefined(estimates, labels)),
            ("No interval", missing.unsure(estimates, labels)),
        )
        for names, why in found[:MOST]
    ]
    return "\n".join(lines)


def classes(evaluation: Evaluation) -> str:
    heads = ("Class", "Rows", *(wording.metric(name) for name in SHOWN))
    rows = [
        (
            escaped(each.label),
            f"{each.support:,}",
            *(_estimate(evaluation, Key(name, each.label)) for name in SHOWN),
        )
        for each in evaluation.classes[:MOST]
    ]
    return section("Class by class", table(heads, rows), _left(len(evaluation.classes)))


def _estimate(evaluation: Evaluation, key: Key) -> str:
    one = evaluation.estimates.get(key)
    return "" if one is None else wording.estimate(one)


def gates(verdicts: Sequence[Verdict], waiver: str) -> str:
    heads = ("Gate", "Verdict", "What was found")
    rows = [(escaped(asked(one.gate)), _verdict(one), escaped(one.why)) for one in verdicts]
    return section("Gates", table(heads, rows, words=3) if rows else "", _waived(verdicts, waiver))


def _verdict(one: Verdict) -> str:
    if not one.held:
        return "not held here"
    return "passed" if one.passed else "failed"


def _waived(verdicts: Sequence[Verdict], waiver: str) -> str:
    if not waiver:
        return ""
    failed = any(not one.passed for one in verdicts)
    needless = "" if failed else ", though none that was held here did"
    return f"Gates were allowed to fail{needless}, for this reason: {escaped(waiver)}"


def fairness(evaluation: Evaluation) -> str:
    parts = [part for one in evaluation.fairness for part in _column(evaluation, one)]
    return section("Fairness", *parts)


def _column(evaluation: Evaluation, one: Fairness) -> list[str]:
    found = {
        key: each
        for key, each in evaluation.estimates.items()
        if key.column == one.column and key.group is None
    }
    between = [(escaped(wording.measured(key)), *_cells(each)) for key, each in found.items()]
    within = [
        (
            escaped(group.name),
            f"{group.rows:,}",
            _estimate(evaluation, Key("accuracy", None, one.column, group.name)),
            "too few to judge by" if group.small else "",
        )
        for group in one.groups[:MOST]
    ]
    return [
        f"By the column {escaped(one.column)}:",
        table(("Group", "Rows", "Accuracy", ""), within),
        _left(len(one.groups)),
        table(("Between the groups", "Value", "Interval"), between) if between else "",
        _reasons(found, evaluation.labels),
    ]


def _left(count: int) -> str:
    return f"And {count - MOST:,} more, which report.json has." if count > MOST else ""
