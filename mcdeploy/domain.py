"""The values that walk through the house: frozen and plain.

Stages take them and give them; none of them knows a cloud, a file or a socket.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.errors import McdeployError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# --- where ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """Where on earth a target is. Coordinates in degrees; `jurisdictions` are lower-case codes,
    widest last: a country's own code, then the unions of which it is part."""

    country: str
    jurisdictions: tuple[str, ...]
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Target:
    """One place where the model must live, as the manifest names it.

    `settings` belong to the provider and are plain values; `location` is the canonical URL of the
    place, so two targets of one location are one place. `public` says that this is the provider's
    own cloud, so that its regions and list prices apply; a rack or an S3-compatible store is not.
    """

    name: str
    provider: str
    location: str
    region: str | None = None
    prefix: str = ""
    settings: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None
    public: bool = True
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Residency:
    """Jurisdictions in which data may be (`allow`; empty means anywhere) and may not be."""

    allow: frozenset[str] = frozenset()
    deny: frozenset[str] = frozenset()


# --- what ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Checksums:
    """Checksums of one whole object; None where nobody computed that one.

    CRCs are unsigned integers, SHA-256 and MD5 are lower-case hexadecimal.
    """

    crc32c: int | None = None
    crc64nvme: int | None = None
    md5: str | None = None
    sha256: str | None = None

    def agree(self, other: "Checksums") -> bool | None:
        """True when all those that both know are equal, None when they know none in common."""
        pairs = (
            (self.crc32c, other.crc32c),
            (self.crc64nvme, other.crc64nvme),
            (self.md5, other.md5),
            (self.sha256, other.sha256),
        )
        known = [ours == theirs for ours, theirs in pairs if None not in (ours, theirs)]
        return all(known) if known else None


@dataclass(frozen=True, slots=True)
class CsvData:
    """A CSV file with a header row; `label` is the column that the model learns."""

    path: Path
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """What a model said about n held-out rows: `labels`, the true classes, has shape (n,), indices
    into the k `classes`; `probabilities` has shape (n, k) and is float64."""

    classes: tuple[str, ...]
    labels: "NDArray[np.int64]"
    probabilities: "NDArray[np.float64]"


CLASS_METRICS = ("precision", "recall", "f1", "roc_auc")
"""The metrics of one class against the rest."""

OVERALL_METRICS = (
    "accuracy",
    "log_loss",
    *(f"{name}_{mean}" for name in CLASS_METRICS[:3] for mean in ("micro", "macro", "weighted")),
    "roc_auc_macro",
    "roc_auc_weighted",
)
"""The metrics of all classes together, in the order in which a report gives them."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A bound that one metric must keep: `label` names a class for a metric of one class."""

    metric: str
    min: float | None = None
    max: float | None = None
    label: str | None = None


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release: `path` is relative to the release's folder, `size` is in bytes."""

    path: str
    size: int
    checksums: Checksums


Content = bytes | Path
"""Where a file's bytes are on this machine: in memory, or in a file that is read once."""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as the package takes it: `files` by path below `model/`; `lineage` is what it takes
    to make it again (digests, seed, versions); `story` is JSON-able: how it came to be, and why
    so; `predictions` are those on held-out rows, where there are any."""

    files: Mapping[str, Content]
    lineage: Mapping[str, str]
    story: Mapping[str, object] = field(default_factory=dict)
    predictions: Predictions | None = None


@dataclass(frozen=True, slots=True)
class Release:
    """What `release.json` says: for each target the files it gets, and what was proven of them.

    `id` is the SHA-256 of the canonical document, so the same inputs give the same release.
    """

    id: str
    deployment: str
    packages: Mapping[str, tuple[File, ...]]
    evaluation: Mapping[str, float]
    lineage: Mapping[str, str]
    document: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """A release together with its bytes: `contents` holds each path of each target's package."""

    release: Release
    contents: Mapping[str, Mapping[str, Content]]


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a channel of one target resolves to. Epochs only grow."""

    release: str
    epoch: int
    apply: str
    published_at: str


# --- what is there, and what is to be done --------------------------------------------------


class Health(StrEnum):
    """How a target was when it was asked."""

    HEALTHY = "healthy"
    DARK = "dark"
    UNKNOWN = "unknown"


class Policy(StrEnum):
    """By what the router prefers one target to another."""

    LATENCY = "latency"
    COST = "cost"
    WEIGHTED = "weighted"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one target holds of one deployment: `sizes` maps the paths of the release in question
    to their sizes in bytes; `version` is the pointer's, for the conditional write that moves it.
    `reason` and `error` say why a dark one could not be read."""

    target: str
    health: Health
    reason: str = ""
    pointer: Pointer | None = None
    version: str | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    conditional: bool = True
    error: McdeployError | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """Write these files of the release to the target, create-only; those in `found` are there
    already and are only verified."""

    target: str
    files: tuple[File, ...]
    found: tuple[File, ...] = ()


@dataclass(frozen=True, slots=True)
class Publish:
    """Move the target's pointer, if it is still at the version `base` (None: there is none yet);
    `previous` is what it says there."""

    target: str
    base: str | None
    epoch: int
    previous: Pointer | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """Dollars: `once` for carrying this out, `monthly` for what then lies there."""

    once: float
    monthly: float

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(self.once + other.once, self.monthly + other.monthly)


@dataclass(frozen=True, slots=True)
class Plan:
    """All that an apply will do, in order: every stage, then every publish.

    `waiting` maps a dark target to the reason; `required` is how many targets must end with the
    release; `costs` are by target; `notes` are sentences for the person who reads the plan.
    """

    deployment: str
    channel: str
    release: str
    stages: tuple[Stage, ...]
    publishes: tuple[Publish, ...]
    waiting: Mapping[str, str]
    required: int
    costs: Mapping[str, Cost]
    notes: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.publishes and not any(stage.files for stage in self.stages)


# --- the way to it ---------------------------------------------------------------------------


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


# --- what was done ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an apply or a rollback did. `landed` maps each target that has the release to the URL
    of its folder; `waiting` maps each that does not yet have it to the reason. `seconds_mixed` is
    the time that this run took to move the pointers: meanwhile readers saw the old release on some
    of the targets that it moved and the new one on others. Targets that wait, or that an earlier
    run left behind, differ for longer."""

    plan: Plan
    landed: Mapping[str, str]
    waiting: Mapping[str, str]
    seconds_mixed: float

    @property
    def partial(self) -> bool:
        return bool(self.waiting)


# --- what happens meanwhile ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Began:
    """A room of the house begins its work."""

    stage: str
    detail: str = ""


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


Event = Began | Planned | Moved
Listener = Callable[[Event], None]
"""Told of events while they happen, perhaps from several threads at once."""


def quiet(event: Event) -> None:
    """The listener of those who do not want to know."""
    del event
