"""The way to the model."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from mcdeploy.domain.plans import Health


class Policy(StrEnum):
    """By what the router prefers one target to another."""

    LATENCY = "latency"
    COST = "cost"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class RoundTrip:
    """A round trip between two regions that somebody measured, and where they say so."""

    milliseconds: float
    source: str


@dataclass(frozen=True, slots=True)
class Traffic:
    """How often the whole release is read in a month, and the id of the region where its readers
    are (None: anywhere on the internet)."""

    reads_per_month: int = 0
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One target as the router sees it: estimated round trip in ms, dollars per GB read from it
    (None: not known), and why it stands where it stands."""

    target: str
    location: str
    milliseconds: float | None
    dollars_per_gb: float | None
    health: Health
    why: str


@dataclass(frozen=True, slots=True)
class Route:
    """The order in which to try the targets, best first, and those that must not be tried."""

    origin: str
    policy: str
    choices: tuple[Choice, ...]
    excluded: Mapping[str, str]
