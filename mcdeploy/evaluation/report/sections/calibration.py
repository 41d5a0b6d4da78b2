"""Do the probabilities mean what they say?"""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, join
from mcdeploy.evaluation.report.origin import rescaling
from mcdeploy.evaluation.report.pictures import reliability
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.tables import folded, more, table
from mcdeploy.evaluation.result import Evaluation, Reliability

DRAWN = 2
LONGEST = 200


def section(evaluation: Evaluation, story: Mapping[str, object]) -> Section | None:
    found = evaluation.calibration
    rescaled = rescaling.tell(story.get("calibration"))
    if not found:
        return None
    content = join(
        pair(*(_figure(i, one) for i, one in enumerate(_first(found)))),
        _scores(found) if len(found) > 1 else NOTHING,
        _bins(_first(found)),
        rescaling.heading(rescaled),
    )
    return Section("calibration", "Calibration", _lead(found), content)


def _first(found: Sequence[Reliability]) -> Sequence[Reliability]:
    """The most probable class first, then the class that is the worst."""
    whole = [each for each in found if each.name == "most probable"]
    others = [each for each in found if each.name != "most probable" and each.bins]
    worst = sorted(others, key=lambda each: (-each.ece, each.name))
    return [*whole, *worst][:DRAWN]


def _lead(found: Sequence[Reliability]) -> str:
    told = (
        "Where a dot lies on the diagonal, what was said with 80 % probability was so in 80 % of "
        "the rows; below it the model is too sure, above it not sure enough. The upright line "
        "through a dot is its 95 % interval (Wilson); a ring stands for fewer than "
        f"{reliability.FEW} rows."
    )
    whole = _first(found)[0]
    heavy = max(whole.bins, key=lambda each: each.rows, default=None)
    if heavy is None:
        return told
    return (
        f"{told} On average what it says is {100 * whole.ece:.1f} percentage points off; where "
        f"most rows are ({heavy.rows:,} between {heavy.low:.2f} and {heavy.high:.2f}) it said "
        f"{heavy.said:.3f} and {heavy.seen:.3f} was seen."
    )


def _figure(index: int, one: Reliability) -> Markup:
    title = f"Reliability of {_named(one)}"
    caption = (
        f"{_named(one).capitalize()}: calibration error {one.ece:.4f}, Brier score {one.brier:.4f}."
    )
    if one.name != "most probable":
        caption = f"The class that is the furthest off, {caption}"
    return figure(reliability.draw(f"reliability-{index}", title, one), caption)


def _named(one: Reliability) -> str:
    return "the most probable class" if one.name == "most probable" else f"“{one.name}”"


def _scores(found: Sequence[Reliability]) -> Markup:
    rows = [
        (each.name, wording.number(each.ece, 4), wording.number(each.brier, 4)) for each in found
    ]
    shown = table(
        "Calibration of each class", ("Class", "Calibration error", "Brier score"), rows[:LONGEST]
    )
    return folded("Every class as a table", shown, more(LONGEST, len(rows), "classes"))


def _bins(found: Sequence[Reliability]) -> Markup:
    tables = (
        table(
            f"Bins of {_named(one)}",
            ("Probability", "Rows", "Said", "Seen"),
            [
                (
                    f"{each.low:.3f} to {each.high:.3f}",
                    f"{each.rows:,}",
                    wording.number(each.said),
                    wording.number(each.seen),
                )
                for each in one.bins
            ],
        )
        for one in found
    )
    return folded("The bins as tables", pair(*tables))
