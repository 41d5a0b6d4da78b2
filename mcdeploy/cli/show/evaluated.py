"""What a model is worth: the headline with intervals, and what became of each gate."""

from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, printable, sure
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show.status import HEADLINE
from mcdeploy.cli.show.waiver import waiver
from mcdeploy.cli.table import Align, Cell, Column, table

if TYPE_CHECKING:
    from mcdeploy.evaluation import Evaluation, Verdict
    from mcdeploy.operations.evaluated import Evaluated

GATES = (Column("gate"), Column("verdict"), Column("found"))


def lines(evaluated: "Evaluated", paint: Paint) -> list[str]:
    return [
        _subject(evaluated, paint),
        "",
        *_headline(evaluated.evaluation, paint),
        *_gates(evaluated.verdicts, paint),
        *(["", waiver(evaluated.waiver, paint)] if evaluated.waiver else []),
        "",
        f"The report: {evaluated.folder / 'report.html'}",
        paint(f"beside it:  {', '.join(_others(evaluated))}", Tone.FAINT),
    ]


def _subject(evaluated: "Evaluated", paint: Paint) -> str:
    """Whether the model had seen the rows of somebody's table, nobody here knows."""
    rows, table = counted(evaluated.evaluation.rows, "row"), evaluated.table
    name = paint(printable(evaluated.name), Tone.STRONG)
    if table is None:
        return f"{name} on {rows} that the model had not seen:"
    if table == evaluated.name:
        return f"{rows} of {name}:"
    return f"{name} on {rows} of {printable(table)}:"


def _headline(found: "Evaluation", paint: Paint) -> list[str]:
    from mcdeploy.evaluation.report import wording

    advised = found.advice.metric
    keys = dict.fromkeys([*(key for key in found.estimates if _foremost(key)), advised])
    rows = [
        (
            Cell(printable(wording.measured(key)), Tone.STRONG if key == advised else Tone.PLAIN),
            wording.number(one.value, wording.digits(one)),
            wording.interval(one) or printable(one.why),
        )
        for key in keys
        if (one := found.estimates.get(key)) is not None
    ]
    interval = Column(sure(found.criteria.confidence))
    return table((Column("metric"), Column("value", Align.POINT), interval), rows, paint)


def _foremost(key: tuple[str | None, ...]) -> bool:
    return key[0] in HEADLINE and not any(key[1:])


def _gates(verdicts: "tuple[Verdict, ...]", paint: Paint) -> list[str]:
    from mcdeploy.evaluation.gates import asked

    if not verdicts:
        return []
    rows = [
        (
            printable(asked(one.gate)),
            _became(one),
            printable(one.why),
        )
        for one in verdicts
    ]
    return ["", *table(GATES, rows, paint)]


def _became(verdict: "Verdict") -> Cell:
    if not verdict.held:
        return Cell("not held", Tone.FAINT)
    return Cell("passed", Tone.GOOD) if verdict.passed else Cell("failed", Tone.BAD)


def _others(evaluated: "Evaluated") -> list[str]:
    return [name for name in evaluated.files if name != "report.html"]
