"""What changed from one release to another."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, printable, short, sure
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import OVERALL_METRICS

if TYPE_CHECKING:
    from mcdeploy.domain import Gate
    from mcdeploy.evaluation.report.change import Change
    from mcdeploy.evaluation.report.difference import Difference
    from mcdeploy.operations.report_diff import ReportDiff

VERDICTS = {
    True: Cell("better", Tone.GOOD),
    False: Cell("worse", Tone.BAD),
    None: Cell("no clear difference", Tone.FAINT),
}
UNLIKE = Cell("")
SAME = "Rows, classes, gates, waiver and lineage are the same."


def lines(diff: "ReportDiff", paint: Paint) -> list[str]:
    before, after = (paint(short(one), Tone.STRONG) for one in (diff.before, diff.after))
    dark = [f"  {paint('not read:', Tone.CHANGE)} {n}: {w}" for n, w in sorted(diff.dark.items())]
    if diff.before == diff.after:
        return [f"{diff.deployment}: both are release {after}; there is nothing to compare", *dark]
    found = diff.difference
    return [
        f"{diff.deployment} from {before} to {after}",
        *_unlike(found, paint),
        printable(found.how),
        "",
        *_metrics(found, paint),
        *_besides(diff, paint),
        *dark,
    ]


def _differ(found: "Difference") -> bool:
    return bool(found.added or found.removed)


def _unlike(found: "Difference", paint: Paint) -> list[str]:
    """That the numbers are of different problems, where they are."""
    if not _differ(found):
        return []
    sides = (("added", found.added), ("removed", found.removed))
    told = [f"{what} {printable(', '.join(names))}" for what, names in sides if names]
    differ = paint(f"The classes differ: {'; '.join(told)}.", Tone.CHANGE)
    return [f"{differ} So the numbers are of different problems, and none is better or worse."]


def _metrics(found: "Difference", paint: Paint) -> list[str]:
    """Those of all classes together; of one class or a group, what clearly changed."""
    overall = [one for one in found.changes if not any(one.metric[1:])]
    overall.sort(key=_place)
    other = [o for o in found.changes if any(o.metric[1:]) and o.better is not None]
    shown = overall if _differ(found) else [*overall, *other]
    columns = (
        Column("metric"),
        Column("before", Align.POINT),
        Column("after", Align.POINT),
        Column("difference", Align.POINT),
        Column(sure(found.confidence)),
        Column(""),
    )
    return table(columns, [_row(one, like=not _differ(found)) for one in shown], paint)


def _place(change: "Change") -> int:
    """In the order in which a report gives them."""
    name = change.metric.metric
    return OVERALL_METRICS.index(name) if name in OVERALL_METRICS else len(OVERALL_METRICS)


def _row(change: "Change", *, like: bool) -> Row:
    from mcdeploy.evaluation.report import wording

    one = change.difference
    places = wording.digits(one)
    name = printable(wording.measured(change.metric))
    told = [wording.number(side.value, places) for side in (change.before, change.after)]
    if one.value is None:
        return name, *told, Cell(printable(one.why), Tone.FAINT)
    judged = VERDICTS[change.better] if like else UNLIKE
    verdict = judged if one.interval else Cell("no interval", Tone.FAINT)
    return (
        name,
        *told,
        wording.signed(one.value, places),
        wording.interval(one),
        verdict,
    )


def _besides(diff: "ReportDiff", paint: Paint) -> list[str]:
    told = [*_other(diff.difference), *_waiver(diff.waivers)]
    if not told:
        return ["", SAME, ""]
    columns = (Column("besides"), Column("before"), Column("after"))
    return ["", *table(columns, told, paint), ""]


def _waiver(waivers: tuple[str, str]) -> Iterable[Row]:
    before, after = (printable(one) or "none" for one in waivers)
    if before != after:
        yield "gates allowed to fail", before, Cell(after, Tone.CHANGE)


def _other(found: "Difference") -> Iterable[Row]:
    from mcdeploy.evaluation.gates import asked

    if not found.same_rows:
        yield ("evaluated on", *(counted(count, "row") for count in found.rows))
    yield from (("class", "", Cell(printable(label), Tone.CHANGE)) for label in found.added)
    yield from (("class", Cell(printable(label), Tone.CHANGE), "") for label in found.removed)
    for gate, sides in found.passed.items():
        yield printable(asked(gate)), *(_became(gate, passed) for passed in sides)
    for key, values in found.lineage.items():
        told = ("none" if value is None else printable(value) for value in values)
        yield printable(key), *told


def _became(gate: "Gate", passed: bool | None) -> Cell:
    """A release does not say of a gate that looks at another release what became of it."""
    if passed is None:
        return Cell("absent", Tone.FAINT)
    if gate.not_worse_than is not None:
        return Cell("held at each apply")
    return Cell("passed") if passed else Cell("failed", Tone.BAD)
