"""What a YAML document is made of: scalars, lists and mappings, each with its position."""

from dataclasses import dataclass

from mcdeploy.manifest.problem import Position


@dataclass(frozen=True, slots=True)
class Scalar:
    """One value; `plain` when it is written without quotes, so that it may be a number."""

    position: Position
    text: str
    plain: bool
    size: int = 1
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list. `size` counts the nodes in it and `depth` its levels, aliases written out."""

    position: Position
    items: "tuple[Node, ...]"
    size: int
    depth: int


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in the order of writing; a key may be there twice."""

    position: Position
    entries: "tuple[tuple[Node, Node], ...]"
    size: int
    depth: int


Node = Scalar | Sequence | Mapping
