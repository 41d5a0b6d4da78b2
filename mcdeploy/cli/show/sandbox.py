"""The sandbox: what runs, and where."""

from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.cli.paint import Paint, Tone
from mcdeploy.cli.table import Align, Cell, Column, table

if TYPE_CHECKING:
    from mcdeploy.sandbox import Sandbox

COLUMNS = (Column("emulator"), Column("process", Align.RIGHT), Column("URL"), Column("health"))


def lines(folder: Path, sandbox: "Sandbox | None", paint: Paint) -> list[str]:
    if sandbox is None:
        return ["The sandbox is down. Bring it up: mcdeploy sandbox up"]
    rows = [
        (
            one.name,
            str(one.pid),
            one.url,
            Cell("healthy", Tone.GOOD) if one.healthy else Cell("does not answer", Tone.BAD),
        )
        for one in sandbox.services
    ]
    return [f"The sandbox in {folder}", "", *table(COLUMNS, rows, paint)]
