"""What a row costs when the positive class is named from a threshold on."""

from collections.abc import Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup
from mcdeploy.evaluation.report.pictures import chart
from mcdeploy.evaluation.report.pictures.chart import Axis, Line, Mark
from mcdeploy.evaluation.report.pictures.scale import around
from mcdeploy.evaluation.report.section import figure, pair, titled
from mcdeploy.evaluation.report.tables import table
from mcdeploy.evaluation.result import CostPoint, Decision

HEIGHT = 220.0


def tell(decision: Decision) -> Markup:
    points = decision.curve
    if not points:
        return NOTHING
    costs = [cost for each in points for cost in (each.validation, each.test) if cost is not None]
    top = _top(costs)
    scale = around([0.0, top], HEIGHT, 0.0)
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
    positive = wording.quoted(decision.positive or "")
    caption = f"What a row costs when {positive} is said from a threshold on."
    if top < max(costs):
        caption += f" Where a line leaves the picture, the cost goes up to {max(costs):,.4g}."
    return titled("Cost by threshold", pair(figure(picture, caption), _points(points)))


def _top(costs: Sequence[float]) -> float:
    """The greatest cost; or, where that would press everything else to the ground, less."""
    middle = sorted(costs)[len(costs) // 2]
    return 3.0 * middle if max(costs) > 5.0 * middle > 0.0 else max(costs)


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
