"""A plan: by target what is sent, what the pointer becomes, and what it costs."""

from collections.abc import Iterable

from mcdeploy.cli.humane import counted, dollars, short, size
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show import way
from mcdeploy.cli.show.waiver import waiver
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import Cost, Plan, Publish, Stage

COLUMNS = (
    Column("target"),
    Column("send"),
    Column("", Align.RIGHT),
    Column("pointer"),
    Column("once", Align.POINT),
    Column("a month", Align.POINT),
)


def lines(plan: Plan, paint: Paint) -> list[str]:
    if plan.empty:
        return [*_nothing(plan, paint), *_notes(plan, paint)]
    name = paint(short(plan.release), Tone.STRONG)
    return [
        "",
        f"Plan for {plan.deployment}: release {name} to channel {plan.channel}"
        f" on {_required(plan)}",
        "",
        *table(COLUMNS, [*_rows(plan), *_total(plan)], paint),
        *way.lines(plan, paint),
        *_notes(plan, paint),
        "",
    ]


def _required(plan: Plan) -> str:
    count = len(plan.costs) + len(plan.waiting)
    if count == plan.required:
        return {1: "its one target", 2: "both targets"}.get(count, f"all {count} targets")
    return f"at least {plan.required} of {counted(count, 'target')}"


def _nothing(plan: Plan, paint: Paint) -> list[str]:
    if not plan.costs:
        waits = (_waits(*one, paint) for one in sorted(plan.waiting.items()))
        return [paint("No target answers.", Tone.CHANGE), *waits]
    where = "on every target" if not plan.waiting else "on every target that answers"
    name = short(plan.release)
    count = sum(len(stage.found) for stage in plan.stages)
    but = f" but to verify {counted(count, 'file')}" if count else ""
    told = f"Nothing to do{but}: {plan.deployment} {name} is already live {where}."
    return [paint(told, Tone.GOOD), *(_waits(*one, paint) for one in sorted(plan.waiting.items()))]


def _rows(plan: Plan) -> Iterable[Row]:
    stages = {stage.target: stage for stage in plan.stages}
    publishes = {publish.target: publish for publish in plan.publishes}
    for target, cost in plan.costs.items():
        yield (
            target,
            *_sent(stages.get(target)),
            _pointer(publishes.get(target)),
            dollars(cost.once),
            dollars(cost.monthly),
        )
    for target, reason in sorted(plan.waiting.items()):
        yield target, Cell(f"waits: {reason}", Tone.CHANGE)


def _sent(stage: Stage | None) -> tuple[Cell, Cell]:
    if stage is None or not stage.written:
        verify = f", {len(stage.found):,} to verify" if stage and stage.found else ""
        sign = ", to be signed" if stage and stage.sign else ""
        return Cell(f"all there{verify}{sign}", Tone.FAINT), Cell("")
    total = sum(file.size for file in stage.files)
    return Cell(", ".join(_means(stage))), Cell(size(total) if stage.files else "")


def _means(stage: Stage) -> Iterable[str]:
    """What is sent, and what comes by other means."""
    if stage.files:
        yield counted(len(stage.files), "file")
    if stage.copies:
        yield f"copy {counted(len(stage.copies), 'file')}"
    if stage.pulls:
        yield f"fetch {counted(len(stage.pulls), 'file')} from {stage.origin}"
    if stage.found:
        yield f"{len(stage.found):,} to verify"


def _pointer(publish: Publish | None) -> Cell:
    if publish is None:
        return Cell("stays", Tone.FAINT)
    if publish.previous is None:
        return Cell(f"none -> epoch {publish.epoch}", Tone.CHANGE)
    old = publish.previous
    return Cell(f"epoch {old.epoch} ({short(old.release)}) -> {publish.epoch}", Tone.CHANGE)


def _total(plan: Plan) -> Iterable[Row]:
    files = [file for stage in plan.stages for file in stage.files]
    cost = sum(plan.costs.values(), Cost(0.0, 0.0))
    sent = counted(len(files), "file"), size(sum(file.size for file in files))
    texts = ("in all", *sent, "", dollars(cost.once), dollars(cost.monthly))
    yield [Cell(text, Tone.STRONG) for text in texts]


def _notes(plan: Plan, paint: Paint) -> list[str]:
    notes = [f"  {paint('note:', Tone.CHANGE)} {note}" for note in plan.notes]
    waived = [f"  {waiver(plan.waiver, paint)}"] if plan.waiver else []
    return ["", *waived, *notes] if waived or notes else []


def _waits(target: str, reason: str, paint: Paint) -> str:
    return f"  {paint(target, Tone.STRONG)} waits: {reason}"
