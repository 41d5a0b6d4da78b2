"""Every error that mcdeploy raises: one tree, in which each names who, what and the remedy."""

from collections.abc import Iterable, Mapping, Sequence
from enum import IntEnum


class ExitCode(IntEnum):
    """What the process says to its caller."""

    DONE = 0
    ERROR = 1
    CHANGES = 2
    PARTIAL = 3
    CONFLICT = 4
    INTEGRITY = 5


class McdeployError(Exception):
    """Something a person or a pipeline can act on.

    `who` is the party concerned (a target, a file, a gate), `what` is what happened,
    `remedy` is what to do about it.
    """

    exit_code: ExitCode = ExitCode.ERROR

    def __init__(self, who: str, what: str, *, remedy: str = "") -> None:
        self.who = who
        self.what = what
        self.remedy = remedy
        super().__init__(who, what, remedy)

    def __str__(self) -> str:
        return f"{self.who}: {self.what}" + (f"\n  remedy: {self.remedy}" if self.remedy else "")


class UsageError(McdeployError):
    """The command line or a call asks for something that cannot be."""


class ExtraMissing(UsageError):
    """What is asked for needs one of mcdeploy's extras, which is not installed."""


class ManifestError(McdeployError):
    """A manifest that cannot be accepted; `problems` holds every mistake, each on its own line."""

    def __init__(self, who: str, problems: Sequence[str], *, remedy: str = "") -> None:
        self.problems = tuple(problems)
        super().__init__(who, "\n".join(self.problems), remedy=remedy)


class ModelError(McdeployError):
    """A model, or the data it is made from, cannot be used."""


class GateFailed(McdeployError):
    """The evaluation did not pass; nothing was moved."""


class EnvironmentMissing(McdeployError):
    """The environment of a runtime cannot be made on this machine."""


class ParityError(McdeployError):
    """A package does not answer as the model does, or cannot be asked; nothing was moved."""


class ResidencyError(McdeployError):
    """The manifest forbids the jurisdiction that the data would enter."""


class Infeasible(McdeployError):
    """No distribution meets what is asked for; nothing was moved."""


class Partial(McdeployError):
    """Some targets have the release and some wait; the same command run again finishes."""

    exit_code = ExitCode.PARTIAL


class Conflict(McdeployError):
    """Another apply moved what this one planned to move."""

    exit_code = ExitCode.CONFLICT


class IntegrityError(McdeployError):
    """Bytes are not what their digest says."""

    exit_code = ExitCode.INTEGRITY


class SignatureError(IntegrityError):
    """A release, or a folder, is not what somebody trusted has signed."""


class StoreError(McdeployError):
    """An operation on a target's store failed. `operation` is the contract's name for it."""

    def __init__(self, who: str, operation: str, what: str, *, remedy: str = "") -> None:
        self.operation = operation
        super().__init__(who, f"{operation}: {what}", remedy=remedy)


class NotFound(StoreError):
    """There is no such object, or no such upload."""


class BucketMissing(StoreError):
    """There is no such bucket or container; the remedy says how to make it."""


class ConditionFailed(StoreError):
    """The condition of a write or a delete did not hold; nothing was changed."""


class AccessDenied(StoreError):
    """The credentials are missing or do not allow the operation."""


class Unavailable(StoreError):
    """The store did not answer, or asked to be left alone; what it did is unknown.

    `retry_after` is the wait in seconds that the store asked for.
    """

    def __init__(
        self,
        who: str,
        operation: str,
        what: str,
        *,
        remedy: str = "",
        retry_after: float | None = None,
    ) -> None:
        self.retry_after = retry_after
        super().__init__(who, operation, what, remedy=remedy)


class Silent(Unavailable):
    """The store took the request and said nothing in time."""


class Damaged(StoreError):
    """The store found that bytes arrived damaged and kept nothing of them."""

    exit_code = ExitCode.INTEGRITY


class Unsupported(StoreError):
    """The provider cannot do this; its capabilities say so."""


def gravest(errors: Iterable[McdeployError]) -> McdeployError:
    """The one of several errors to raise: the first of the highest exit code, darkness after all
    others. The others are notes on it, so that nobody mends one to learn of the next."""
    told = list(errors)
    first = max(told, key=lambda error: (not isinstance(error, Unavailable), error.exit_code))
    for other in told:
        if other is not first:
            first.add_note(str(other))
    return first


def only_unavailable(errors: Mapping[str, McdeployError]) -> dict[str, str]:
    """The reason of each party that did not answer. Raises the gravest where any error is another
    one: a wrong credential, a missing bucket or wrong bytes are not darkness."""
    if not all(isinstance(error, Unavailable) for error in errors.values()):
        raise gravest(errors.values())
    return {name: error.what for name, error in errors.items()}


def reasons(why: Mapping[str, str]) -> str:
    """The parties and the reason of each, in a line."""
    return "; ".join(f"{name}: {reason}" for name, reason in sorted(why.items()))
