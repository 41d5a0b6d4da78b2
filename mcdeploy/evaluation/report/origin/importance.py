"""The features that matter: what is lost without each, and how it is weighed."""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import reading
from mcdeploy.evaluation.report.pictures import bars
from mcdeploy.evaluation.report.pictures.bars import Bar
from mcdeploy.evaluation.report.section import figure, pair
from mcdeploy.evaluation.report.tables import more, table

MOST = 20
WIDEST = 12
NARROW = 4

Record = Mapping[str, object]


def tell(value: object) -> Markup:
    known = reading.mapping(value)
    shuffled = _permutation(known.get("permutation"), known.get("left_out"))
    rows = _sized(known.get("coefficients"))
    if not shuffled and not rows:
        return NOTHING
    labels = _labels(rows)
    both = (pair if len(labels) <= NARROW else join)(shuffled, _coefficients(rows, labels))
    why = reading.word(known.get("why"))
    return join(element("p", why) if why else NOTHING, both)


def _permutation(value: object, left_out: object) -> Markup:
    found = [
        (
            reading.word(row.get("feature")),
            reading.number(row.get("mean")),
            reading.number(row.get("spread")),
        )
        for row in reading.records(value)
    ]
    known = [(name, mean, spread or 0.0) for name, mean, spread in found if mean is not None]
    if not known:
        return NOTHING
    ordered = sorted(known, key=lambda each: (-each[1], each[0]))
    shown = [
        Bar(name, mean, wording.number(mean, 4), mean - spread, mean + spread)
        for name, mean, spread in ordered[:MOST]
    ]
    drawn = bars.draw("importance", "What is lost when a feature is shuffled", shown)
    caption = (
        "How much worse the model is when the values of one feature are shuffled among the rows; "
        "the line is the spread over the shuffles."
    )
    told = element("p", f"The feature that it leans on most is {ordered[0][0]}.")
    there = len(ordered) + int(reading.number(left_out) or 0)
    return element("div", told, figure(drawn, caption), more(len(shown), there, "features"))


def _sized(value: object) -> Sequence[Record]:
    """The features that have a size, the greatest first."""
    sized = [
        (-size, reading.word(row.get("feature")), row)
        for row in reading.records(value)
        if (size := reading.number(row.get("mean_abs"))) is not None
    ]
    return [row for _, _, row in sorted(sized, key=lambda each: each[:2])]


def _labels(rows: Sequence[Record]) -> Sequence[str]:
    return list(dict.fromkeys(str(k) for row in rows for k in reading.mapping(row.get("by_class"))))


def _coefficients(rows: Sequence[Record], labels: Sequence[str]) -> Markup:
    if not rows:
        return NOTHING
    cells = [
        (
            reading.word(row.get("feature")),
            wording.number(reading.number(row["mean_abs"])),
            *(_signed(reading.mapping(row.get("by_class")).get(k)) for k in labels[:WIDEST]),
        )
        for row in rows[:MOST]
    ]
    heads = ("Feature", "Mean size", *labels[:WIDEST])
    whole = table("Coefficients, of features brought to the same scale", heads, cells)
    cut = join(more(MOST, len(rows), "features"), more(WIDEST, len(labels), "classes"))
    return element("div", whole, cut, class_="full")


def _signed(value: object) -> str:
    known = reading.number(value)
    return wording.MISSING if known is None else wording.signed(known, 2)
