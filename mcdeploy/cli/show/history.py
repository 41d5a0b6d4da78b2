"""What was released when."""

from typing import TYPE_CHECKING

from mcdeploy.cli.humane import short
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Column, table

if TYPE_CHECKING:
    from mcdeploy.operations.history import History

COLUMNS = (Column("epoch", Align.RIGHT), Column("released at"), Column("release"), Column("on"))


def lines(history: "History", paint: Paint) -> list[str]:
    dark = [f"  {paint(name, Tone.STRONG)}: {why}" for name, why in sorted(history.dark.items())]
    if not history.moves:
        return [f"{history.deployment}: nothing was released on channel {history.channel}", *dark]
    rows = [
        (str(m.pointer.epoch), m.pointer.published_at, short(m.pointer.release), _on(m.targets))
        for m in history.moves
    ]
    head = f"{history.deployment}, channel {history.channel}, oldest first"
    return [head, "", *table(COLUMNS, rows, paint), *dark]


def _on(targets: tuple[str, ...]) -> str:
    return ", ".join(targets)
