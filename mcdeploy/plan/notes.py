"""What the person who reads a plan should know besides: sentences."""

from collections.abc import Iterable

from mcdeploy.domain import Observation


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
