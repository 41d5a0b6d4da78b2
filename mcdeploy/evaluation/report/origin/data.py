"""The rows that the model learned from, and how they were split."""

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.origin.reading import mapping, number, records, word
from mcdeploy.evaluation.report.pictures import bars
from mcdeploy.evaluation.report.pictures.bars import Bar
from mcdeploy.evaluation.report.section import figure, pair

MOST = 20


def tell(value: object) -> Markup:
    """Terms, and the classes as bars when there are few."""
    known = mapping(value)
    classes = [
        (word(row.get("label")), number(row.get("rows"))) for row in records(known.get("classes"))
    ]
    counted = [(label, rows) for label, rows in classes if label and rows is not None]
    if not counted or len(counted) != len(classes) or len(counted) > MOST:
        return NOTHING
    rest = {key: each for key, each in known.items() if key != "classes"}
    shown = [Bar(label, rows, f"{rows:,.0f}") for label, rows in counted]
    drawn = bars.draw("class-sizes", "Rows of each class", shown)
    return pair(figure(drawn, "Rows of each class."), element("div", terms.section(rest)))


def split(value: object) -> Markup:
    """Each part of the split with its rows and its share."""
    parts = {
        key: rows for key, each in mapping(value).items() if (rows := number(each)) is not None
    }
    total = sum(parts.values())
    if total <= 0:
        return NOTHING
    told = {
        terms.named(key): f"{wording.count(int(rows), 'row')}, {wording.percent(rows / total)} %"
        for key, rows in parts.items()
    }
    rest = {key: each for key, each in mapping(value).items() if key not in parts}
    return pair(terms.definitions(told), terms.section(rest)) if rest else terms.definitions(told)
