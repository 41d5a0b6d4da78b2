"""What changed from one release to another."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, printable, short
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import OVERALL_METRICS

if TYPE_CHECKING:
    from mcdeploy.evaluation.report.change import Change
    from mcdeploy.evaluation.report.difference import Difference
    from mcdeploy.operations.report_diff import ReportDiff

VERDICTS = {
    True: Cell("better", Tone.GOOD),
    False: Cell("worse", Tone.BAD),
    None: Cell("no clear difference", Tone.FAINT),
}
PASSED = {True: "passed", False: "failed", None: "not held"}


def lines(diff: "ReportDiff", paint: Paint) -> list[str]:
    before, after = (paint(short(one), Tone.STRONG) for one in (diff.before, diff.after))
    found = diff.difference
    return [
        f"{diff.deployment} from {before} to {after}",
        printable(found.how),
        "",
        *_metrics(found, paint),
        *_besides(found, paint),
        *(
            f"  {paint('not read:', Tone.CHANGE)} {n}: {why}"
            for n, why in sorted(diff.dark.items())
        ),
    ]


def _metrics(found: "Difference", paint: Paint) -> list[str]:
    """Those of all classes together; of one class or a group, what clearly changed."""
    overall = [one for one in found.changes if not any(one.metric[1:])]
    overall.sort(key=_place)
    other = [o for o in found.changes if any(o.metric[1:]) and o.better is not None]
    columns = (
        Column("metric"),
        Column("before", Align.POINT),
        Column("after", Align.POINT),
        Column("difference", Align.POINT),
        Column(f"{found.confidence:.4g} interval"),
        Column(""),
    )
    return table(columns, [_row(one) for one in (*overall, *other)], paint)


def _place(change: "Change") -> int:
    """In the order in which a report gives them."""
    name = change.metric.metric
    return OVERALL_METRICS.index(name) if name in OVERALL_METRICS else len(OVERALL_METRICS)


def _row(change: "Change") -> Row:
    from mcdeploy.evaluation.report import wording

    one = change.difference
    places = wording.digits(one)
    name = printable(wording.measured(change.metric))
    told = [wording.number(side.value, places) for side in (change.before, change.after)]
    if one.value is None:
        return name, *told, Cell(printable(one.why), Tone.FAINT)
    verdict = VERDICTS[change.better] if one.interval else Cell("no interval", Tone.FAINT)
    return (
        name,
        *told,
        wording.signed(one.value, places),
        wording.interval(one),
        verdict,
    )


def _besides(found: "Difference", paint: Paint) -> list[str]:
    told = list(_other(found))
    return (
        ["", *table((Column("besides"), Column("before"), Column("after")), told, paint), ""]
        if (told)
        else ["", "Nothing else changed.", ""]
    )


def _other(found: "Difference") -> Iterable[Row]:
    from mcdeploy.evaluation.gates import asked

    if not found.same_rows:
        yield ("evaluated on", *(counted(count, "row") for count in found.rows))
    yield from (("class", "", Cell(printable(label), Tone.CHANGE)) for label in found.added)
    yield from (("class", Cell(printable(label), Tone.CHANGE), "") for label in found.removed)
    for gate, (old, new) in found.passed.items():
        yield (
            printable(asked(gate)),
            PASSED[old],
            Cell(PASSED[new], Tone.BAD if new is False else Tone.PLAIN),
        )
    for key, values in found.lineage.items():
        told = ("none" if value is None else printable(value) for value in values)
        yield printable(key), *told
