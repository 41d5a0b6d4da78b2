"""What a model is worth: the headline with intervals, and what became of each gate."""

from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, printable
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show.status import HEADLINE
from mcdeploy.cli.show.waiver import waiver
from mcdeploy.cli.table import Align, Cell, Column, table

if TYPE_CHECKING:
    from mcdeploy.evaluation import Evaluation, Verdict
    from mcdeploy.operations.evaluated import Evaluated

GATES = (Column("gate"), Column("verdict"), Column("found"))


def lines(evaluated: "Evaluated", paint: Paint) -> list[str]:
    rows = counted(evaluated.evaluation.rows, "row")
    name = paint(printable(evaluated.name), Tone.STRONG)
    return [
        f"{name} on {rows} that the model had not seen:",
        "",
        *_headline(evaluated.evaluation, paint),
        *_gates(evaluated.verdicts, paint),
        *(["", waiver(evaluated.waiver, paint)] if evaluated.waiver else []),
        "",
        f"The report: {evaluated.folder / 'report.html'}",
        paint(f"beside it:  {', '.join(_others(evaluated))}", Tone.FAINT),
    ]


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
    interval = Column(f"{found.criteria.confidence:.4g} interval")
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
            Cell("passed", Tone.GOOD) if one.passed else Cell("failed", Tone.BAD),
            printable(one.why),
        )
        for one in verdicts
    ]
    return ["", *table(GATES, rows, paint)]


def _others(evaluated: "Evaluated") -> list[str]:
    return [name for name in evaluated.files if name != "report.html"]
