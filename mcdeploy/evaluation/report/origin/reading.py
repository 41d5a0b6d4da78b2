"""Values out of a document whose form nobody promised."""

from collections.abc import Mapping, Sequence

LARGEST = 1e100


def mapping(value: object) -> Mapping[str, object]:
    """The mapping, or an empty one when it is anything else."""
    return value if isinstance(value, Mapping) else {}


def records(value: object) -> list[Mapping[str, object]]:
    """The mappings in a list that hold something; none when it is anything else."""
    return [row for row in items(value) if isinstance(row, Mapping) and row]


def items(value: object) -> Sequence[object]:
    """The items of a list; none when it is anything else."""
    return value if isinstance(value, Sequence) and not isinstance(value, str | bytes) else ()


def number(value: object) -> float | None:
    """A number that a picture can show: neither a truth value, nor NaN, nor beyond 1e100."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if -LARGEST < value < LARGEST else None


def numbers(value: object) -> list[float]:
    """A list of nothing but such numbers; empty when it is anything else."""
    found = [number(each) for each in items(value)]
    known = [each for each in found if each is not None]
    return known if len(known) == len(found) else []


def word(value: object) -> str:
    """The text; empty when it is anything else."""
    return value if isinstance(value, str) else ""
