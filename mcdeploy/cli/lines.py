"""The progress of the bytes for programs: on stderr, each event a line of JSON (docs/json.md)."""

import json
import time
from collections import Counter
from dataclasses import dataclass
from threading import Lock

from mcdeploy.cli.console import Console
from mcdeploy.domain import Began, Behind, Event, Landed, Moved, Retried

SCHEMA = "mcdeploy/event/v1"
EVERY = 0.5
"""Seconds: of bytes that move, a target tells so often at the most, and at its end."""


@dataclass(slots=True)
class _Tally:
    total: int
    done: int = 0
    sent: int = 0
    told: float = 0.0

    def says(self, seconds: float, retries: int) -> dict[str, object]:
        """Bytes per second in so many seconds, and the seconds that are left at that rate."""
        rate = self.done / max(seconds, 1e-3)
        left = (self.total - self.done) / rate if rate else None
        return {
            "done": self.done,
            "total": self.total,
            "sent": self.sent,
            "bytes_per_second": round(rate),
            "seconds_left": None if left is None else round(left, 1),
            "retries": retries,
        }


class Lines:
    """Safe to be told of events by several threads."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._tallies: dict[str, _Tally] = {}
        self._retries: Counter[str] = Counter()
        self._began = time.monotonic()
        self._lock = Lock()

    def tell(self, event: Event) -> None:
        with self._lock:
            match event:
                case Began():
                    self._begin()
                case Moved():
                    self._moved(event)
                case Behind():
                    self._say("behind", target=event.target)
                case Retried():
                    self._retried(event)
                case Landed():
                    self._say("landed", target=event.target)

    def _begin(self) -> None:
        """What moves from now on is another stage's, or another deployment's."""
        self._began = time.monotonic()
        self._tallies.clear()
        self._retries.clear()

    def _moved(self, event: Moved) -> None:
        now = time.monotonic()
        tally = self._tallies.setdefault(event.target, _Tally(event.total))
        tally.done += event.size
        tally.sent += event.size if event.sent else 0
        if tally.done >= tally.total or now - tally.told >= EVERY:
            tally.told = now
            since, retries = now - self._began, self._retries
            says = tally.says(since, retries[event.target])
            self._say("moved", target=event.target, **says)
            together = self._together().says(since, retries.total())
            self._say("moved", target=None, **together)

    def _retried(self, event: Retried) -> None:
        self._retries[event.target] += 1
        self._say("retried", target=event.target, operation=event.operation, seconds=event.seconds)

    def _together(self) -> _Tally:
        """All targets that have told of bytes so far."""
        tallies = self._tallies.values()
        return _Tally(
            sum(one.total for one in tallies),
            sum(one.done for one in tallies),
            sum(one.sent for one in tallies),
        )

    def _say(self, event: str, **fields: object) -> None:
        said = {"schema": SCHEMA, "event": event, **fields}
        self._console.insist([json.dumps(said, ensure_ascii=False)])
