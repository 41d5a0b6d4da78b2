"""The rule to decide by, where mistakes cost."""

from mcdeploy.evaluation.report import rule, wording
from mcdeploy.evaluation.report.card.markdown import escaped, section, table
from mcdeploy.evaluation.result import Decision, Evaluation, Key

MOST = 50
"""Classes in the table; the JSON document has the counts of all."""


def decided(evaluation: Evaluation) -> str:
    """The rule with its threshold in full, what it costs, and what it gives."""
    decision = evaluation.decision
    if decision is None:
        return ""
    why = wording.turned(decision.why, evaluation.labels)
    return section(
        "How to decide",
        f"Mistakes do not cost the same, and the rule that costs least is: "
        f"{escaped(rule.told(decision))}.{_threshold(decision)}",
        escaped(why) if why else "",
        _cost(evaluation),
        _given(evaluation, decision) if rule.apart(evaluation) else "",
    )


def _threshold(decision: Decision) -> str:
    return "" if decision.threshold is None else f" In full, the threshold is {decision.threshold}."


def _cost(evaluation: Evaluation) -> str:
    ours, plain = (
        evaluation.estimates.get(Key(name))
        for name in ("expected_cost", "expected_cost_most_probable")
    )
    if ours is None or plain is None:
        return ""
    return (
        f"On the rows of this evaluation a row costs {wording.estimate(ours)} on average by the "
        f"rule, and {wording.estimate(plain)} by naming the most probable class."
    )


def _given(evaluation: Evaluation, decision: Decision) -> str:
    labels = evaluation.labels[:MOST]
    ours, plain = (
        rule.shares(evaluation.labels, each) for each in (decision.confusion, evaluation.confusion)
    )
    rows = [
        (escaped(wording.measured(key)), wording.number(value), wording.number(plain[key]))
        for key, value in ours.items()
        if key.label is None or key.label in labels
    ]
    told = (
        "Except for these, and for the expected cost, the numbers of this card are of the most "
        "probable class."
    )
    heads = ("Metric", "By the rule", "Most probable class")
    return f"{table(heads, rows)}\n\n{told}"
