"""What happens meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass

from mcdeploy.domain.plans import Plan


@dataclass(frozen=True, slots=True)
class Began:
    """A room of the house begins its work."""

    stage: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Resampled:
    """`done` of `total` resamples of the test rows have been evaluated."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan is made, and nothing has moved yet."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Moved:
    """`size` more bytes of `total` have landed on (or come from) the target."""

    target: str
    size: int
    total: int


@dataclass(frozen=True, slots=True)
class Installing:
    """A runtime's environment is being made on this machine, which may take a minute; the next
    time it is there."""

    runtime: str


Event = Began | Resampled | Planned | Moved | Installing
Listener = Callable[[Event], None]
"""Told of events while they happen, perhaps from several threads at once."""


def quiet(event: Event) -> None:
    """The listener of those who do not want to know."""
    del event
