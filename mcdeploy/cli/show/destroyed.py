"""What would be deleted, and what was."""

from typing import TYPE_CHECKING

from mcdeploy.cli.humane import counted, size
from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Column, table

if TYPE_CHECKING:
    from mcdeploy.operations.destroy import Destroyed
    from mcdeploy.release import Remains

COLUMNS = (
    Column("target"),
    Column("objects", Align.RIGHT),
    Column("", Align.RIGHT),
    Column("unfinished uploads", Align.RIGHT),
)


def remains(name: str, found: "tuple[Remains, ...]", paint: Paint) -> list[str]:
    rows = [(one.target, f"{len(one.keys):,}", size(one.size), f"{one.uploads:,}") for one in found]
    return ["", f"All of {name}, to be deleted:", "", *table(COLUMNS, rows, paint), ""]


def lines(destroyed: "Destroyed", paint: Paint) -> list[str]:
    if not destroyed.remains:
        return [f"Nothing to delete: {destroyed.deployment} is on no target."]
    if not destroyed.approved:
        return ["Nothing was deleted."]
    count = counted(len(destroyed.remains), "target")
    return [paint(f"{destroyed.deployment} was deleted from {count}.", Tone.GOOD)]
