"""How each feature is distributed: small pictures side by side, and the numbers as a table."""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.origin import reading, terms
from mcdeploy.evaluation.report.pictures import histogram
from mcdeploy.evaluation.report.tables import folded, more, table

MOST = 64
LONGEST = 200
COLUMNS = ("min", "q1", "median", "q3", "max", "mean", "sd")

Record = Mapping[str, object]


def tell(value: object) -> Markup:
    found = [row for row in reading.records(value) if reading.word(row.get("name"))]
    drawn = [row for row in found if _counts(row)]
    if not drawn:
        return NOTHING
    pictures = (_small(i, row) for i, row in enumerate(drawn[:MOST]))
    return join(
        element("p", _lead(found)),
        element("ul", *pictures, class_="multiples"),
        more(MOST, len(drawn), "features"),
        folded("The features as a table", _table(found)),
    )


def _lead(found: Sequence[Record]) -> str:
    constant = [
        str(row["name"])
        for row in found
        if reading.number(row.get("min")) is not None and row.get("min") == row.get("max")
    ]
    told = "Each picture is one feature, from its least to its greatest value, as tall as frequent."
    if not constant:
        return told
    verb = "has" if len(constant) == 1 else "have"
    return f"{told} {wording.listed(constant)} {verb} the same value in every row."


def _counts(row: Record) -> list[float]:
    return reading.numbers(reading.mapping(row.get("histogram")).get("counts"))


def _small(index: int, row: Record) -> Markup:
    name, shape = str(row["name"]), reading.mapping(row.get("histogram"))
    low, high = terms.shown(shape.get("low")), terms.shown(shape.get("high"))
    told = "; ".join(f"{key} {terms.shown(row[key])}" for key in COLUMNS if key in row)
    drawn = histogram.draw(f"feature-{index}", f"Distribution of {name}", told, _counts(row))
    return element(
        "li",
        element("span", wording.shortened(name, 24), class_="name"),
        drawn,
        element("span", element("span", low), element("span", high), class_="ends"),
    )


def _table(found: Sequence[Record]) -> Markup:
    heads = [key for key in COLUMNS if any(key in row for row in found)]
    rows = [
        (str(row["name"]), *(terms.shown(row.get(key)) for key in heads)) for row in found[:LONGEST]
    ]
    named = [
        {"sd": "Standard deviation", "q1": "Lower quartile", "q3": "Upper quartile"}.get(
            key, terms.named(key)
        )
        for key in heads
    ]
    whole = table("Distributions of the features", ("Feature", *named), rows)
    return join(whole, more(LONGEST, len(found), "features"))
