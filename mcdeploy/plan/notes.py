"""What the person who reads a plan should know besides: sentences."""

from collections.abc import Iterable
from datetime import date

from mcdeploy.catalog.runtime import runtime
from mcdeploy.domain import Observation, Target


def notes(required: int, targets: int, seen: Iterable[Observation]) -> tuple[str, ...]:
    """Of a plan that needs `required` of so many targets, given those that answered."""
    unprotected = (_unprotected(one) for one in seen if not one.conditional)
    return (*_minority(required, targets), *unprotected)


def _minority(required: int, targets: int) -> Iterable[str]:
    """Two sets of targets that share none can then both be enough."""
    if required <= targets // 2:
        yield (
            f"only {required} of {targets} targets must have the release, fewer than a majority:"
            " two applies that see different targets can both succeed, and the later one may lose"
        )


def _unprotected(seen: Observation) -> str:
    return (
        f"{seen.target}: its store has no conditional writes, so nothing keeps a second apply at"
        " the same moment from moving its pointer too"
    )


def ended(targets: Iterable[Target], today: date) -> tuple[str, ...]:
    """Of runtimes that their services no longer offer. Raises `UsageError` for unknown ones."""
    found = ((target.name, runtime(target.package)) for target in targets)
    return tuple(
        f"{name}: {one.kind} offered {one.name} until {one.until}; choose a newer runtime"
        for name, one in found
        if one is not None and one.until and date.fromisoformat(one.until) < today
    )
