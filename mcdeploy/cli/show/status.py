"""Where a deployment stands."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from mcdeploy.cli.humane import short
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.show import parity
from mcdeploy.cli.show.waiver import waiver
from mcdeploy.cli.table import Align, Cell, Column, Row, table
from mcdeploy.domain import Health

if TYPE_CHECKING:
    from mcdeploy.operations.status import Status, TargetStatus

COLUMNS = (
    Column("target"),
    Column("health"),
    Column("epoch", Align.RIGHT),
    Column("release"),
    Column("drift"),
)
HEADLINE = ("accuracy", "f1_macro", "roc_auc_macro", "log_loss")
"""Of the metrics those that say most; `--json` and the report have all."""
HEALTH = {Health.HEALTHY: Tone.GOOD, Health.DARK: Tone.BAD, Health.UNKNOWN: Tone.FAINT}


def lines(status: "Status", where: str, paint: Paint) -> list[str]:
    """`where` is what the next command line needs: the manifest, and the sandbox if this is one."""
    rows = [row for target in status.targets for row in _rows(target)]
    proofs = parity.lines({t.target: t.certificate for t in status.targets if t.certificate}, paint)
    return [
        *_head(status, paint),
        "",
        *table(COLUMNS, rows, paint),
        *proofs,
        *_remedy(status, where),
    ]


def _remedy(status: "Status", where: str) -> list[str]:
    """An apply takes for whole what is live, unless it is told to look."""
    if not any(target.drift for target in status.targets if target.health is not Health.DARK):
        return []
    return ["", f"What is gone or behind is put right by: mcdeploy apply {where} --verify"]


def _head(status: "Status", paint: Paint) -> list[str]:
    if status.live is None:
        return [f"{status.deployment}: nothing was released on channel {status.channel} yet"]
    live = status.live
    name = paint(short(live.release), Tone.STRONG)
    told = f"{status.deployment}: release {name} is live on channel {status.channel}"
    known = [(one, status.evaluation[one]) for one in HEADLINE if one in status.evaluation]
    found = ", ".join(f"{metric} {value:.4f}" for metric, value in known)
    head = [f"{told} since {live.published_at} (epoch {live.epoch})"]
    evaluated = [f"evaluated: {found}"] if found else []
    waived = [waiver(status.waiver, paint)] if status.waiver else []
    return [*head, *evaluated, *waived]


def _rows(target: "TargetStatus") -> Iterable[Row]:
    """A line for the target, and one more for each further drift."""
    pointer = target.pointer
    epoch, release = ("", "none") if pointer is None else (str(pointer.epoch), pointer.release)
    health = Cell(target.health, HEALTH[target.health])
    first, *others = [Cell(one, Tone.CHANGE) for one in target.drift] or [Cell("none", Tone.FAINT)]
    yield target.target, health, epoch, short(release), first
    for other in others:
        yield "", "", "", "", other
