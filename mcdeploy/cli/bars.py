"""A bar for each target, or for the resamples: how much, the rate, and the time that is left."""

from collections.abc import Callable
from threading import Lock

from rich.console import Console as Terminal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from mcdeploy.cli.console import Console
from mcdeploy.cli.humane import duration, size
from mcdeploy.domain import Moved, Resampled

WIDEST = 30
RESAMPLES = "resamples"
NUMBERS = 58
"""Columns: a name of usual length, and the longest numbers."""


class Bars:
    """They appear with the first bytes and stay, as they then are, when they end. Safe to be told
    of bytes by several threads."""

    def __init__(self, console: Console) -> None:
        terminal = Terminal(file=console.err, no_color=not console.paint.colour, highlight=False)
        self._progress = Progress(
            TextColumn("  {task.description}"),
            BarColumn(_width(terminal), complete_style="default", finished_style="green"),
            _Numbers(),
            console=terminal,
        )
        self._bars: dict[str, TaskID] = {}
        self._resampled = 0
        self._lock = Lock()

    def moved(self, event: Moved) -> None:
        with self._lock:
            self._progress.advance(self._bar(event.target, event.total, size), event.size)

    def resampled(self, event: Resampled) -> None:
        with self._lock:
            bar = self._bar(RESAMPLES, event.total, _count)
            if event.done <= self._resampled:  # once more, for another comparison
                self._progress.reset(bar)
            self._resampled = event.done
            self._progress.update(bar, completed=event.done)

    def _bar(self, name: str, total: int, told: Callable[[int], str]) -> TaskID:
        if not self._bars:
            self._progress.start()
        if name not in self._bars:
            self._bars[name] = self._progress.add_task(name, total=total, told=told)
        return self._bars[name]

    def end(self) -> None:
        if self._bars:
            self._progress.stop()


def _width(terminal: Terminal) -> int:
    """As wide as leaves each target one line."""
    return max(4, min(WIDEST, terminal.width - NUMBERS - 14))


class _Numbers(ProgressColumn):
    """`12.0 MiB of 1.2 GiB   31.4 MiB/s   38 s left`; `told` says a number in its unit."""

    def render(self, task: Task) -> Text:
        told = task.fields["told"]
        done, total = told(int(task.completed)), told(int(task.total or 0))
        speed = task.finished_speed if task.finished else task.speed
        rate = "" if not speed else f"{told(int(speed))}/s"
        return Text(f"{done:>9} of {total:<9} {rate:>11}  {_time(task)}", no_wrap=True)


def _count(number: int) -> str:
    return f"{number:,}"


def _time(task: Task) -> str:
    if task.finished:
        return f"in {duration(task.finished_time or 0.0)}"
    left = task.time_remaining
    return "" if left is None else f"{duration(left)} left"
