"""The order in which classes stand, wherever they stand."""

from collections.abc import Iterable


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """By value when all of them are whole numbers, else by name."""
    names = tuple(names)
    if all(name.removeprefix("-").isdecimal() for name in names):
        return tuple(sorted(names, key=lambda name: (int(name), name)))
    return tuple(sorted(names))
