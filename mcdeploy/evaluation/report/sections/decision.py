"""What mistakes cost, and the rule that makes them cost least."""

from collections.abc import Sequence

from mcdeploy.evaluation.report import rule, wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.section import Section, pair
from mcdeploy.evaluation.report.sections import cost_curve
from mcdeploy.evaluation.report.tables import estimated, more, table
from mcdeploy.evaluation.result import Decision, Estimate, Evaluation, Key

LARGEST = 30


def section(evaluation: Evaluation) -> Section | None:
    decision = evaluation.decision
    if decision is None:
        return None
    why = wording.turned(decision.why, evaluation.labels)
    content = join(
        element("p", why) if why else NOTHING,
        _given(evaluation, decision) if rule.apart(evaluation) else _dear(evaluation, decision),
        pair(_costs(evaluation), _considered(decision)),
        cost_curve.tell(decision),
    )
    return Section("decision", "Costs and decision", _lead(evaluation, decision), content)


def _lead(evaluation: Evaluation, decision: Decision) -> str:
    ours, plain = (
        _cost(evaluation, "expected_cost"),
        _cost(evaluation, "expected_cost_most_probable"),
    )
    told = f"The rule: {rule.told(decision)}. "
    if ours.value is None or plain.value is None:
        return told + "What it costs is undefined."
    told += f"A row then costs {wording.estimate(ours)} on average"
    if plain.value == ours.value:
        return f"{told}, as much as naming the most probable class."
    share = (plain.value - ours.value) / plain.value if plain.value else 0.0
    word = "less" if share >= 0 else "more"
    return (
        f"{told}, {100 * abs(share):.1f} % {word} than naming the most probable class "
        f"({wording.number(plain.value)})."
    )


def _given(evaluation: Evaluation, decision: Decision) -> Markup:
    """What the rule gives, beside naming the most probable class."""
    labels = evaluation.labels
    ours, plain = (rule.shares(labels, each) for each in (decision.confusion, evaluation.confusion))
    rows = [
        (wording.measured(key), wording.number(value), wording.number(plain[key]))
        for key, value in ours.items()
    ]
    shown = 1 + 2 * LARGEST
    return pair(
        element(
            "div",
            table(
                "What the rule gives, and what naming the most probable class gives",
                ("Metric", "By the rule", "Most probable class"),
                rows[:shown],
            ),
            more(shown, len(rows), "rows"),
        ),
        element(
            "div",
            _matrix(
                "Rows by true class (down) and the class that the rule names (across)",
                evaluation,
                decision.confusion,
            ),
            _dear(evaluation, decision),
        ),
    )


def _dear(evaluation: Evaluation, decision: Decision) -> Markup:
    caption = "What it costs to take a row of one class for another"
    return _matrix(caption, evaluation, decision.costs)


def _cost(evaluation: Evaluation, name: str) -> Estimate:
    return evaluation.estimates.get(Key(name), Estimate(None, None, "it was not measured"))


def _matrix(caption: str, evaluation: Evaluation, cells: Sequence[Sequence[float]]) -> Markup:
    labels = evaluation.labels
    if len(labels) > LARGEST:
        return element("p", f"{caption}: a table of {len(labels):,} classes is in report.json.")
    rows = [
        (label, *(f"{cell:,.6g}" for cell in row)) for label, row in zip(labels, cells, strict=True)
    ]
    return table(caption, ("True class", *labels), rows)


def _costs(evaluation: Evaluation) -> Markup:
    rules = {"This rule": "expected_cost", "The most probable class": "expected_cost_most_probable"}
    rows = [(each, estimated(_cost(evaluation, name))) for each, name in rules.items()]
    return table("Mean cost of a row", ("Rule", "Cost"), rows)


def _considered(decision: Decision) -> Markup:
    if not decision.considered:
        return NOTHING
    rows = [(name, wording.number(cost, 4)) for name, cost in decision.considered.items()]
    where = f"on {wording.count(decision.rows, 'row')} set aside for the choice"
    return table(f"Rules that were considered, {where}", ("Rule", "Mean cost"), rows)
