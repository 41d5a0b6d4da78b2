"""What mistakes cost, and the rule that makes them cost least."""

from collections.abc import Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import chart
from mcdeploy.evaluation.report.pictures.chart import Axis, Line, Mark
from mcdeploy.evaluation.report.pictures.scale import around
from mcdeploy.evaluation.report.section import Section, figure, pair, titled
from mcdeploy.evaluation.report.tables import estimated, folded, table
from mcdeploy.evaluation.result import CostPoint, Decision, Estimate, Evaluation, Key

LARGEST = 30
HEIGHT = 220.0


def section(evaluation: Evaluation) -> Section | None:
    decision = evaluation.decision
    if decision is None:
        return None
    content = join(
        element("p", decision.why) if decision.why else NOTHING,
        pair(
            _matrix(
                "What it costs to take a row of one class for another",
                evaluation,
                decision.costs,
            ),
            element("div", _costs(evaluation), _considered(decision)),
        ),
        _curve(decision),
        folded(
            "What the rule mixes up, as a table",
            _matrix(
                "Rows by true class (down) and the class that the rule names (across)",
                evaluation,
                decision.confusion,
            ),
        ),
    )
    return Section("decision", "What to decide", _lead(evaluation, decision), content)


def _lead(evaluation: Evaluation, decision: Decision) -> str:
    rule, plain = (
        _cost(evaluation, "expected_cost"),
        _cost(evaluation, "expected_cost_most_probable"),
    )
    told = f"The rule: {_rule(decision)}. "
    if rule.value is None or plain.value is None:
        return told + "What it costs is undefined."
    told += f"A row then costs {wording.estimate(rule)} on average"
    if plain.value == rule.value:
        return f"{told}, as much as naming the most probable class."
    share = (plain.value - rule.value) / plain.value if plain.value else 0.0
    word = "less" if share >= 0 else "more"
    return (
        f"{told}, {100 * abs(share):.1f} % {word} than naming the most probable class "
        f"({wording.number(plain.value)})."
    )


def _rule(decision: Decision) -> str:
    if decision.threshold is not None and decision.positive is not None:
        return f"say “{decision.positive}” from a probability of {decision.threshold:.4g} on"
    return {
        "least expected cost": "name the class whose expected cost is least",
        "most probable": "name the most probable class",
    }.get(decision.rule, decision.rule)


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
    names = ("expected_cost", "expected_cost_most_probable")
    rows = [(wording.metric(name), estimated(_cost(evaluation, name))) for name in names]
    return table("Mean cost of a row of the test", ("Rule", "Cost"), rows)


def _considered(decision: Decision) -> Markup:
    if not decision.considered:
        return NOTHING
    rows = [(name, wording.number(cost, 4)) for name, cost in decision.considered.items()]
    where = f"on {wording.count(decision.rows, 'row')} set aside for the choice"
    return table(f"Rules that were considered, {where}", ("Rule", "Mean cost"), rows)


def _curve(decision: Decision) -> Markup:
    points = decision.curve
    if not points:
        return NOTHING
    costs = [cost for each in points for cost in (each.validation, each.test) if cost is not None]
    scale = around([0.0, *costs], HEIGHT, 0.0)
    lines = [Line("Test", tuple((each.threshold, each.test) for each in points), "l1")]
    chosen = tuple((e.threshold, e.validation) for e in points if e.validation is not None)
    lines += [Line("Validation, where the threshold was chosen", chosen, "l2")] if chosen else []
    picture = chart.draw(
        "costs",
        "Mean cost of a row by threshold",
        _told(points),
        (Axis("Threshold"), Axis("Mean cost of a row", scale.low, scale.high)),
        lines,
        height=HEIGHT,
        marks=_marks(decision),
    )
    caption = f"What a row costs when “{decision.positive}” is said from a threshold on."
    return titled("Cost by threshold", pair(figure(picture, caption), _points(points)))


def _marks(decision: Decision) -> list[Mark]:
    if decision.threshold is None:
        return []
    near = min(decision.curve, key=lambda each: abs(each.threshold - (decision.threshold or 0.0)))
    return [
        Mark(
            f"The threshold that was chosen, {decision.threshold:.4g}",
            (decision.threshold, near.test),
        )
    ]


def _told(points: Sequence[CostPoint]) -> str:
    least = min(points, key=lambda each: each.test)
    return (
        f"On the test rows the cost is {points[0].test:.4g} at threshold "
        f"{points[0].threshold:.4g}, least, {least.test:.4g}, at {least.threshold:.4g}, "
        f"and {points[-1].test:.4g} at {points[-1].threshold:.4g}."
    )


def _points(points: Sequence[CostPoint], most: int = 12) -> Markup:
    step = max(1, -(-len(points) // most))
    rows = [
        (
            f"{each.threshold:.4g}",
            wording.MISSING if each.validation is None else wording.number(each.validation, 4),
            wording.number(each.test, 4),
        )
        for each in points[::step]
    ]
    return table("Some points of the curve", ("Threshold", "Validation", "Test"), rows)
