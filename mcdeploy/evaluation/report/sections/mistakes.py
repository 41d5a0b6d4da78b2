"""What the model mixes up."""

from mcdeploy.evaluation.report import rule, summary, wording
from mcdeploy.evaluation.report.markup import NOTHING, Markup, element, join
from mcdeploy.evaluation.report.pictures import matrix
from mcdeploy.evaluation.report.pictures.matrix import LARGEST, Cell
from mcdeploy.evaluation.report.section import Section, figure, pair
from mcdeploy.evaluation.report.tables import folded, more, table
from mcdeploy.evaluation.result import Evaluation

ABREAST = 2
"""So many classes leave room for a table beside both pictures."""

SIDE_BY_SIDE = 11
"""So many classes are still seen in half of the page's width."""


def section(evaluation: Evaluation) -> Section:
    k = len(evaluation.classes)
    if k <= ABREAST:
        whole = (_counted(evaluation), _shared(evaluation), _pairs(evaluation))
        content = join(element("div", *whole, class_="pair narrow"), _folded(evaluation))
    elif k > LARGEST:
        content = _pairs(evaluation, 20)
    elif k > SIDE_BY_SIDE:
        content = join(
            _counted(evaluation), _shared(evaluation), _pairs(evaluation), _folded(evaluation)
        )
    else:
        figures = pair(_counted(evaluation), _shared(evaluation))
        content = join(figures, _pairs(evaluation), _folded(evaluation))
    return Section(
        "mistakes", "What it mixes up", f"{_lead(evaluation)}{rule.note(evaluation)}", content
    )


def _lead(evaluation: Evaluation) -> str:
    found = summary.mistakes(evaluation)
    if not found:
        return "There was no mistake."
    wrong = sum(times for times, _, _ in found)
    times, true, said = found[0]
    support = next(each.support for each in evaluation.classes if each.label == true)
    return (
        f"{wording.count(wrong, 'row')} of {evaluation.rows:,} "
        f"{'was' if wrong == 1 else 'were'} taken for another class. The most frequent mistake, "
        f"{wording.quoted(true)} taken for {wording.quoted(said)}, befell {times:,} of the "
        f"{support:,} rows of that class."
    )


def _counted(evaluation: Evaluation) -> Markup:
    labels = evaluation.labels
    cells = [
        [
            _cell(f"{times:,}", times, evaluation.classes[i].support, labels[i], labels[j])
            for j, times in enumerate(row)
        ]
        for i, row in enumerate(evaluation.confusion)
    ]
    told = "Each row is a true class, each column what it was taken for; the diagonal is right."
    drawn = matrix.draw(
        "confusion",
        "Confusion matrix, in rows",
        f"{told} {_lead(evaluation)}",
        labels,
        cells,
    )
    caption = "In rows: on the diagonal the model is right."
    return figure(drawn, caption)


def _shared(evaluation: Evaluation) -> Markup:
    labels = evaluation.labels
    cells = [
        [
            _cell(_share(times, one.support), times, one.support, labels[i], labels[j])
            for j, times in enumerate(row)
        ]
        for i, (row, one) in enumerate(zip(evaluation.confusion, evaluation.classes, strict=True))
    ]
    told = "; ".join(
        f"{one.label}: {_share(evaluation.confusion[i][i], one.support)} per cent right"
        for i, one in enumerate(evaluation.classes)
        if one.support
    )
    title = "Confusion matrix, in per cent of each true class"
    drawn = matrix.draw("confusion-shares", title, told, labels, cells)
    return figure(drawn, "In per cent of the rows of each true class: the diagonal is the recall.")


def _share(times: int, support: int) -> str:
    return wording.percent(times / support) if support else wording.MISSING


def _cell(words: str, times: int, support: int, true: str, said: str) -> Cell | None:
    if not times:
        return None
    told = f"“{true}” taken for “{said}”: {times:,} of {wording.count(support, 'row')}"
    return Cell(words, times / support, told)


def _pairs(evaluation: Evaluation, limit: int = 10) -> Markup:
    found = summary.mistakes(evaluation)
    if not found:
        return NOTHING
    support = {each.label: each.support for each in evaluation.classes}
    rows = [
        (true, said, f"{times:,}", f"{_share(times, support[true])} %")
        for times, true, said in found[:limit]
    ]
    caption = "All mistakes" if len(found) <= limit else f"The {limit} most frequent mistakes"
    heads = ("It was", "It was taken for", "Rows", "Of the class")
    return element(
        "div",
        table(caption, heads, rows, words=2),
        more(len(rows), len(found), "pairs of classes"),
    )


def _folded(evaluation: Evaluation) -> Markup:
    rows = [
        (label, *(f"{count:,}" for count in row))
        for label, row in zip(evaluation.labels, evaluation.confusion, strict=True)
    ]
    caption = "Rows by true class (down) and predicted class (across)"
    heads = ("True class", *evaluation.labels)
    return folded("The matrix as a table", table(caption, heads, rows))
