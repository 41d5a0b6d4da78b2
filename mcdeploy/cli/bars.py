"""One bar for each target: bytes, rate, and the time that is left."""

from threading import Lock

from rich.console import Console as Terminal
from rich.progress import (
    BarColumn,
    DownloadColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)

from mcdeploy.cli.console import Console
from mcdeploy.domain import Moved


class Bars:
    """They appear with the first bytes and stay, as they then are, when they end. Safe to be told
    of bytes by several threads."""

    def __init__(self, console: Console) -> None:
        terminal = Terminal(file=console.err, no_color=not console.paint.colour, highlight=False)
        self._progress = Progress(
            TextColumn("  {task.description}"),
            BarColumn(bar_width=30),
            DownloadColumn(binary_units=True),
            TransferSpeedColumn(),
            TimeRemainingColumn(elapsed_when_finished=True),
            console=terminal,
        )
        self._bars: dict[str, TaskID] = {}
        self._lock = Lock()

    def moved(self, event: Moved) -> None:
        with self._lock:
            if not self._bars:
                self._progress.start()
            if event.target not in self._bars:
                self._bars[event.target] = self._progress.add_task(event.target, total=event.total)
            self._progress.advance(self._bars[event.target], event.size)

    def end(self) -> None:
        if self._bars:
            self._progress.stop()
