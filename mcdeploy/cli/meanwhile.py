"""What is shown while a command works: the stages as they begin, the plan, and bars."""

import time
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from mcdeploy.cli.console import Console
from mcdeploy.cli.lines import Lines
from mcdeploy.cli.paint import Tone
from mcdeploy.cli.show import plan
from mcdeploy.domain import (
    Began,
    Behind,
    Event,
    Installing,
    Moved,
    NotInstalled,
    Planned,
    Resampled,
    Retried,
)

if TYPE_CHECKING:
    from mcdeploy.cli.bars import Bars


class Meanwhile:
    """A listener and a context. Bars and stages are for a terminal; the plan, and what takes long
    because it is installed, are for every log; where a program asked for JSON, the progress of the
    bytes is told as lines of it."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._live = console.terminal and not console.quiet and not console.json
        self._began = time.monotonic()
        self._bars: Bars | None = None
        self._lines = Lines(console) if console.json and not console.quiet else None
        self._lock = Lock()

    def __call__(self, event: Event) -> None:
        if self._lines is not None:
            self._lines.tell(event)
        match event:
            case Began():
                self._stage(event)
            case Installing():
                self._console.say([f"Installing {event.what}, once for this machine; it is kept."])
            case NotInstalled():
                self._console.say([f"The runtime {event.runtime}: {event.why}"])
            case Planned():
                self._console.say(plan.lines(event.plan, self._console.paint))
            case Moved() if self._live and not self._console.verbose:
                self._the_bars().moved(event)
            case Retried() if self._live and not self._console.verbose:
                self._the_bars().retried(event)
            case Behind() if self._live and not self._console.verbose:
                self._the_bars().behind(event)
            case Resampled() if self._live and not self._console.verbose:
                self._the_bars().resampled(event)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end_bars()

    def _stage(self, event: Began) -> None:
        self._end_bars()
        if not self._live:
            return
        since = f"{time.monotonic() - self._began:6.1f} s"
        stage = self._console.paint(event.stage, Tone.STRONG)
        self._console.say([f"{self._console.paint(since, Tone.FAINT)}  {stage}  {event.detail}"])

    def _the_bars(self) -> "Bars":
        from mcdeploy.cli.bars import Bars  # rich is slow to import, and for terminals only

        with self._lock:
            if self._bars is None:
                self._bars = Bars(self._console)
            return self._bars

    def _end_bars(self) -> None:
        if self._bars is not None:
            self._bars.end()
            self._bars = None
