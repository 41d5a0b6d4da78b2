"""A mistake in a manifest: where it is, and what is wrong."""

import re
from dataclasses import dataclass

Field = tuple[str | int, ...]
"""Which value of a document: the keys and the list indices that lead to it from the top."""

_ORDINARY = re.compile(r"[\w.-]+")


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a text; both count from 1, columns in characters."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake. It prints as `FILE:LINE:COLUMN: path.of.field: what is wrong`."""

    file: str
    position: Position
    field: Field
    what: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.position.line}:{self.position.column}: "
        return where + (f"{spelled(self.field)}: " if self.field else "") + self.what


class Unreadable(Exception):
    """The text cannot be read on from this position; it never leaves this package."""

    def __init__(self, position: Position, what: str) -> None:
        super().__init__(position, what)
        self.position = position
        self.what = what


def spelled(field: Field) -> str:
    """The field as a person writes it: `targets[1].region`."""
    parts = (f"[{step}]" if isinstance(step, int) else f".{shown(step)}" for step in field)
    return "".join(parts).removeprefix(".")


def shown(text: str) -> str:
    """A text from the manifest as messages show it: on one line, and not long."""
    short = text if len(text) <= 60 else text[:57] + "..."
    return short if _ORDINARY.fullmatch(short) else repr(short)
