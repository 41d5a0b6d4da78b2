"""Short forms of names that stay as different as the names are."""

from collections import defaultdict
from collections.abc import Sequence

from mcdeploy.evaluation.report.wording import shortened


def distinct(names: Sequence[str], limit: int) -> list[str]:
    """A short form of each, in their order, different wherever the names are. Where the beginning
    and the end do not tell them apart, the place where they differ is shown; where that does not
    either, each begins with its number."""
    for form in (_ends, _apart):
        short = form(names, limit)
        if len(set(short)) == len(set(names)):
            return short
    return [f"{i} {shortened(name, limit - 5)}" for i, name in enumerate(names, 1)]


def _ends(names: Sequence[str], limit: int) -> list[str]:
    return [shortened(name, limit) for name in names]


def _apart(names: Sequence[str], limit: int) -> list[str]:
    """Of those that look alike, what stands around the first place where they differ."""
    alike = defaultdict(set)
    for name in names:
        alike[shortened(name, limit)].add(name)
    return [_around(name, alike[shortened(name, limit)], limit) for name in names]


def _around(name: str, others: set[str], limit: int) -> str:
    if len(others) == 1:
        return shortened(name, limit)
    start = max(0, _common(min(others), max(others)) - limit // 3)
    return f"…{shortened(name[start:], limit - 1)}"


def _common(first: str, last: str) -> int:
    """So many letters all names begin with that lie between these two in order."""
    pairs = enumerate(zip(first, last, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(first), len(last)))
