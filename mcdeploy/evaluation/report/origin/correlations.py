"""Which features go together."""

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import reading
from mcdeploy.evaluation.report.pictures import heat
from mcdeploy.evaluation.report.section import figure
from mcdeploy.evaluation.report.tables import folded, more, table

LARGEST = 30
LONGEST = 15

Pairs = list[tuple[str, str, float]]


def tell(value: object) -> Markup:
    known = reading.mapping(value)
    pairs = _pairs(known.get("pairs"))
    drawn = _picture(reading.items(known.get("features")), known.get("matrix"), pairs)
    if not pairs and not drawn:
        return NOTHING
    whole = _table(pairs)
    strongest = folded("The strongest as a table", whole) if drawn and pairs else whole
    return join(element("p", _lead(pairs)) if pairs else NOTHING, drawn, strongest)


def _pairs(value: object) -> Pairs:
    found = [
        (reading.word(row.get("a")), reading.word(row.get("b")), reading.number(row.get("r")))
        for row in reading.records(value)
    ]
    return [(a, b, r) for a, b, r in found if r is not None]


def _lead(pairs: Pairs) -> str:
    a, b, r = max(pairs, key=lambda pair: abs(pair[2]))
    return (
        f"The two that go together most are {a} and {b}, with a correlation of {wording.signed(r)}."
    )


def _picture(features: object, value: object, pairs: Pairs) -> Markup:
    """The map; nothing when there is none, it is not square, or it is too large to be read."""
    names = [each for each in reading.items(features) if isinstance(each, str)]
    rows = [reading.numbers(row) for row in reading.items(value)]
    if not 2 <= len(names) <= LARGEST or [len(row) for row in rows] != [len(names)] * len(names):
        return NOTHING
    told = "; ".join(f"{a} with {b} {wording.signed(r, 2)}" for a, b, r in pairs[:10])
    drawn = heat.draw(
        "correlations", "Correlations of the features", told or "Shades.", names, rows
    )
    return figure(
        drawn,
        "Blue: the two rise together; orange: one falls where the other rises. The stronger the "
        "shade, the closer.",
    )


def _table(pairs: Pairs) -> Markup:
    if not pairs:
        return NOTHING
    ordered = sorted(pairs, key=lambda pair: -abs(pair[2]))[:LONGEST]
    rows = [(a, b, wording.signed(r)) for a, b, r in ordered]
    heads = ("Feature", "Goes with", "Correlation")
    whole = table("The pairs of the strongest correlation", heads, rows, words=2)
    return join(whole, more(LONGEST, len(pairs), "pairs"))
