"""What had to be kept before anything moved."""

from collections.abc import Sequence

from mcdeploy.domain import Gate
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import rule, wording
from mcdeploy.evaluation.report.markup import Markup, element
from mcdeploy.evaluation.report.section import Section
from mcdeploy.evaluation.report.tables import table
from mcdeploy.evaluation.result import Estimate, Evaluation, Interval, Key


def section(
    evaluation: Evaluation, verdicts: Sequence[Verdict], waiver: str = ""
) -> Section | None:
    if not verdicts:
        return None
    rows = [_row(evaluation, each) for each in verdicts]
    heads = ("Gate", "Verdict", "Limit", "Value", "Interval", "In words")
    whole = table("What each gate asked for and what it got", heads, rows, words=6, stacked=True)
    lead = f"{_lead(verdicts, waiver)}{rule.note(evaluation)}"
    if rule.apart(evaluation) and any(each.gate.metric == "expected_cost" for each in verdicts):
        lead += " The expected cost is that of the rule."
    return Section("gates", "Gates", lead, element("div", whole, class_="full"))


def _lead(verdicts: Sequence[Verdict], waiver: str) -> str:
    failed = [wording.measured(_key(each.gate)) for each in verdicts if not each.passed]
    apart = sum(not each.held for each in verdicts)
    kept = len(verdicts) - len(failed) - apart
    told = "A gate is a bound that was written down beforehand. "
    told += f"{kept} of {len(verdicts)} {'was' if kept == 1 else 'were'} kept."
    told += f" {apart} had nothing to be held against here." if apart else ""
    if not failed:
        return told
    after = "it was released all the same, for the reason above" if waiver else "nothing was moved"
    return f"{told} Not kept: {wording.listed(failed)}; {after}."


def _row(evaluation: Evaluation, verdict: Verdict) -> tuple[str, ...]:
    one = Estimate(verdict.value, _interval(evaluation, verdict))
    return (
        wording.measured(_key(verdict.gate)),
        _mark(verdict),
        limit(verdict.gate),
        wording.number(verdict.value, wording.digits(one)) if verdict.held else wording.MISSING,
        element("span", wording.interval(one) or wording.MISSING, class_="word"),
        wording.turned(verdict.why, evaluation.labels),
    )


def _interval(evaluation: Evaluation, verdict: Verdict) -> Interval | None:
    """That which the gate looked at; else, for a metric of this model, the one of the report."""
    if verdict.interval is not None or verdict.gate.not_worse_than is not None:
        return verdict.interval
    one = evaluation.estimates.get(_key(verdict.gate))
    return one.interval if one else None


def _key(gate: Gate) -> Key:
    return Key(gate.metric, gate.label, gate.column)


def limit(gate: Gate) -> str:
    """`at least 0.95`, `not worse than current by more than 0.005`."""
    if gate.not_worse_than is not None:
        by = f" by more than {gate.by:g}" if gate.by else ""
        return f"not worse than {gate.not_worse_than}{by}"
    bounds = [f"at least {gate.min:g}"] if gate.min is not None else []
    bounds += [f"at most {gate.max:g}"] if gate.max is not None else []
    sure = f", with {gate.confidence:.4g} confidence" if gate.confidence is not None else ""
    return " and ".join(bounds) + sure


def _mark(verdict: Verdict) -> Markup:
    word, sign = ("passed", "✓ passed") if verdict.passed else ("failed", "✗ failed")
    if not verdict.held:
        word, sign = "open", "○ not held here"
    return element("span", sign, class_=f"mark {word}")
