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
    """`size` more bytes of `total` have landed on (or come from) the target; not `sent` are those
    that it held already, or that its provider copied."""

    target: str
    size: int
    total: int
    sent: bool = True


@dataclass(frozen=True, slots=True)
class Behind:
    """The target fell behind the others and goes on by itself, at its own pace."""

    target: str


@dataclass(frozen=True, slots=True)
class Landed:
    """The target has all of the release, verified."""

    target: str


@dataclass(frozen=True, slots=True)
class Retried:
    """The target did not answer, or asked for patience: it is asked again after so many seconds."""

    target: str
    operation: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Installing:
    """Something is being installed on this machine, such as the environment of a runtime, which may
    take a minute; the next time it is there."""

    what: str


@dataclass(frozen=True, slots=True)
class NotInstalled:
    """A runtime's environment cannot be made on this machine: why, in the words of who tried."""

    runtime: str
    why: str


Event = Began | Resampled | Planned | Moved | Behind | Landed | Retried | Installing | NotInstalled
Listener = Callable[[Event], None]
"""Told of events while they happen, perhaps from several threads at once."""


def quiet(event: Event) -> None:
    """The listener of those who do not want to know."""
    del event
