"""What is there, what is to be done, and what was done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from mcdeploy.domain.bundles import File, Pointer
from mcdeploy.domain.distribution import Distribution
from mcdeploy.errors import McdeployError


class Health(StrEnum):
    """How a target was when it was asked."""

    HEALTHY = "healthy"
    DARK = "dark"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Observation:
    """What one target holds of one deployment: `sizes` maps the paths of the release in question
    to their sizes in bytes; `version` is the pointer's, for the conditional write that moves it.
    `reason` and `error` say why a dark one could not be read.

    With `live` the pointer names that very release and stays where it is: every file was there when
    it moved, so `sizes` holds its own document and its signature alone. `unchanged` maps the
    SHA-256 of what another release holds there, which is live, to its key below `releases/`.

    What its store can do: `conditional` writes, URLs that it `signs` for others to read from, and
    the prefixes of URLs from which its provider `pulls` by itself.
    """

    target: str
    health: Health
    reason: str = ""
    pointer: Pointer | None = None
    version: str | None = None
    sizes: Mapping[str, int] = field(default_factory=dict)
    conditional: bool = True
    error: McdeployError | None = None
    live: bool = False
    unchanged: Mapping[str, str] = field(default_factory=dict)
    signs: bool = False
    pulls: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copied:
    """A file of the release that is made of an object that is there already; `source` is that
    object's key below the deployment's `releases/`: the name of a release and a path."""

    file: File
    source: str


@dataclass(frozen=True, slots=True)
class Stage:
    """Write these files of the release to the target, create-only; those in `found` are there
    already and are only verified. With `sign` its signature is missing there, and is written too.

    `files` are sent from here. `copies` are made inside the target, of what it holds of another
    release; `pulls` the target's provider fetches from another target, `origin` (None: there are
    none), as soon as they are there.
    """

    target: str
    files: tuple[File, ...]
    found: tuple[File, ...] = ()
    sign: bool = False
    copies: tuple[Copied, ...] = ()
    pulls: tuple[Copied, ...] = ()
    origin: str | None = None

    @property
    def written(self) -> tuple[File, ...]:
        """All that is not there yet, by whatever means it comes."""
        return (*(one.file for one in (*self.copies, *self.pulls)), *self.files)


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
    release; `costs` are by target; `notes` are sentences for the person who reads the plan;
    `waiver` is the reason for which gates of the release were allowed to fail, where there is one.

    `distribution` says how the bytes go that this machine or a provider moves between places (None:
    there are none): one tree, of those that are not sent from here, and of all together the
    dollars, the seconds, and what it would be to send everything from here (`star`).
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
    waiver: str = ""
    distribution: Distribution | None = None

    @property
    def empty(self) -> bool:
        """Whether nothing would be written."""
        return not self.publishes and not any(stage.written or stage.sign for stage in self.stages)


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
