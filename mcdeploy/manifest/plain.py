"""Nodes to plain data, and an index which knows where each value of it was written."""

import math
from collections.abc import Mapping as Environment
from dataclasses import dataclass, field
from pathlib import Path

from mcdeploy.manifest.expand import Unset, expanded, refers
from mcdeploy.manifest.node import Mapping, Node, Scalar, Sequence
from mcdeploy.manifest.problem import Field, Position, Problem
from mcdeploy.manifest.scalar import meaning


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a value and its key are written, and how; `secret` when it is from the environment,
    so that messages show `text`, the reference, and never the value."""

    key: Position
    value: Position
    text: str = ""
    secret: bool = False


@dataclass(slots=True)
class Text:
    """A document as plain data, and the mistakes found in it so far."""

    file: Path
    environ: Environment[str, str]
    data: object = None
    spots: dict[Field, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    lost: set[Field] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        """The folder to which relative paths belong."""
        return self.file.parent.resolve()

    def wrong(self, at: Field, what: str, *, key: bool = False) -> None:
        """Note a mistake in a value (or its key); a missing one is noted where it should be.

        Of a value that could not even be read, that is the one mistake."""
        if at in self.lost:
            return
        known = at
        while known not in self.spots:
            known = known[:-1]
        spot = self.spots[known]
        position = spot.key if key else spot.value
        self.problems.append(Problem(str(self.file), position, at, what))

    def lose(self, at: Field, what: str) -> None:
        """Note that a value cannot be read."""
        self.wrong(at, what)
        self.lost.add(at)

    def lost_in(self, at: Field) -> bool:
        """Whether the value, or something in it, cannot be read."""
        return any(lost[: len(at)] == at for lost in self.lost)

    def secret(self, at: Field) -> bool:
        """Whether the value, or something in it, comes from the environment."""
        return any(s.secret and f[: len(at)] == at for f, s in self.spots.items())


def read(root: Node, file: Path, environ: Environment[str, str]) -> Text:
    """The document as plain data: dict, list, str, int, float, bool and None."""
    text = Text(file, environ)
    text.data = _value(root, root.position, (), text)
    return text


def _value(node: Node, key: Position, at: Field, text: Text) -> object:
    text.spots[at] = Spot(key, node.position)
    match node:
        case Mapping():
            return _mapping(node, at, text)
        case Sequence():
            return [_value(n, n.position, (*at, i), text) for i, n in enumerate(node.items)]
        case Scalar():
            return _scalar(node, key, at, text)


def _mapping(node: Mapping, at: Field, text: Text) -> dict[str, object]:
    data: dict[str, object] = {}
    for key, value in node.entries:
        if not isinstance(key, Scalar):
            text.problems.append(Problem(str(text.file), key.position, at, "a key is a word"))
        elif key.text in data:
            line = text.spots[*at, key.text].key.line
            what = f"this key is written twice, first on line {line}"
            text.problems.append(Problem(str(text.file), key.position, (*at, key.text), what))
        else:
            data[key.text] = _value(value, key.position, (*at, key.text), text)
    return data


def _scalar(node: Scalar, key: Position, at: Field, text: Text) -> object:
    secret = refers(node.text)
    text.spots[at] = Spot(key, node.position, node.text, secret)
    if secret:
        return _expanded(node, at, text)
    value = meaning(node.text) if node.plain else node.text
    if isinstance(value, float) and not math.isfinite(value):
        text.lose(at, "must be a finite number")
        return None
    return value


def _expanded(node: Scalar, at: Field, text: Text) -> str | None:
    try:
        return expanded(node.text, text.environ)
    except Unset as error:
        text.lose(at, str(error))
        return None
