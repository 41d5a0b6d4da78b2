"""A bar for each target and for all together, or for the resamples: how much, the rate, the time
that is left, and how often somebody had to be asked again."""

from collections import Counter
from collections.abc import Callable
from threading import Lock

from rich.console import Console as Terminal
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TaskID, TextColumn
from rich.text import Text

from mcdeploy.cli.console import Console
from mcdeploy.cli.humane import duration, size
from mcdeploy.domain import Behind, Moved, Resampled, Retried

WIDEST = 30
RESAMPLES = "resamples"
TOGETHER = "in all"
NUMBERS = 70
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
        self._totals: dict[str, int] = {}
        self._retries: Counter[str] = Counter()
        self._alone: set[str] = set()
        self._resampled = 0
        self._lock = Lock()

    def moved(self, event: Moved) -> None:
        with self._lock:
            self._progress.advance(self._bar(event.target, event.total, size), event.size)
            self._totals[event.target] = event.total
            if len(self._totals) > 1:
                self._together()

    def retried(self, event: Retried) -> None:
        with self._lock:
            self._retries[event.target] += 1
            self._note(event.target)

    def behind(self, event: Behind) -> None:
        with self._lock:
            self._alone.add(event.target)
            self._note(event.target)

    def resampled(self, event: Resampled) -> None:
        with self._lock:
            bar = self._bar(RESAMPLES, event.total, _count)
            if event.done <= self._resampled:  # once more, for another comparison
                self._progress.reset(bar)
            self._resampled = event.done
            self._progress.update(bar, completed=event.done)

    def _together(self) -> None:
        """The last bar, once there are two."""
        done = sum(
            task.completed for task in self._progress.tasks if task.description in self._totals
        )
        bar = self._bar(TOGETHER, 0, size)
        self._progress.update(bar, completed=done, total=sum(self._totals.values()))

    def _note(self, name: str) -> None:
        """What is said beside the numbers, once there is a bar."""
        if name in self._bars:
            count = self._retries[name]
            retries = "1 retry" if count == 1 else f"{count} retries"
            said = ["alone"] * (name in self._alone) + [retries] * (count > 0)
            self._progress.update(self._bars[name], notes=said)

    def _bar(self, name: str, total: int, told: Callable[[int], str]) -> TaskID:
        if not self._bars:
            self._progress.start()
        if name not in self._bars:
            self._bars[name] = self._progress.add_task(name, total=total, told=told, notes=[])
            self._note(name)
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
        numbers = f"{done:>9} of {total:<9} {rate:>11}"
        said = "  ".join([numbers, _time(task), *task.fields["notes"]])
        return Text(said, no_wrap=True)


def _count(number: int) -> str:
    return f"{number:,}"


def _time(task: Task) -> str:
    if task.finished:
        return f"in {duration(task.finished_time or 0.0)}"
    left = task.time_remaining
    return "" if left is None else f"{duration(left)} left"
