"""YAML text to nodes, within bounds.

Works on the parser's events with a stack of its own, so neither deep nesting nor aliases that
stand for ever more aliases cost anything: a node that is too large is refused before it exists.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from mcdeploy.manifest.node import Mapping, Node, Scalar, Sequence
from mcdeploy.manifest.problem import Position, Unreadable, shown

MAX_NODES = 20_000  # of one document, each alias counted as what it stands for
MAX_DEPTH = 32

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where PyYAML was built with it


@dataclass(slots=True)
class _Open:
    """A list or a mapping of which the end has not come yet."""

    kind: type[Sequence] | type[Mapping]
    position: Position
    anchor: str | None
    children: list[Node] = field(default_factory=list)
    size: int = 1
    depth: int = 1

    def closed(self) -> Node:
        if self.kind is Sequence:
            return Sequence(self.position, tuple(self.children), self.size, self.depth)
        pairs = tuple(zip(self.children[::2], self.children[1::2], strict=True))
        return Mapping(self.position, pairs, self.size, self.depth)


def compose(text: str) -> Iterator[Node]:
    """The root of each document that is not empty. Raises `Unreadable`."""
    composer = _Composer()
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
            if isinstance(event, yaml.DocumentEndEvent) and not composer.empty:
                yield composer.root
    except yaml.MarkedYAMLError as error:
        where = _position(error.problem_mark)
        what = f"not YAML: {error.problem}{_hint(text, where)}"
        raise Unreadable(where, what) from error


def _hint(text: str, where: Position) -> str:
    """The commonest slip: between braces an unquoted `}` of `${NAME}` ends the mapping."""
    line = text.split("\n")[where.line - 1 : where.line]
    return '; within { } write "${NAME}" in quotes' if any("${" in part for part in line) else ""


class _Composer:
    """Builds the tree of one document after the other."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self.root: Node

    @property
    def empty(self) -> bool:
        """Whether the document says nothing at all."""
        return isinstance(self.root, Scalar) and self.root.plain and not self.root.text

    def take(self, event: yaml.Event) -> None:
        match event:
            case yaml.DocumentStartEvent():
                self._anchors = {}
            case yaml.AliasEvent():
                self._add(self._anchored(event), None)
            case yaml.ScalarEvent():
                _refuse_tag(event)
                plain = event.style in (None, "")
                self._add(Scalar(_position(event.start_mark), event.value, plain), event.anchor)
            case yaml.CollectionStartEvent():
                _refuse_tag(event)
                kind = Sequence if isinstance(event, yaml.SequenceStartEvent) else Mapping
                self._open.append(_Open(kind, _position(event.start_mark), event.anchor))
                self._measure(self._open[-1])
            case yaml.CollectionEndEvent():
                done = self._open.pop()
                self._add(done.closed(), done.anchor)

    def _add(self, node: Node, anchor: str | None) -> None:
        if anchor is not None:
            self._anchors[anchor] = node
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        parent.children.append(node)
        parent.size += node.size
        parent.depth = max(parent.depth, node.depth + 1)
        self._measure(parent)

    def _measure(self, parent: _Open) -> None:
        if parent.size > MAX_NODES:
            raise Unreadable(parent.position, f"more than {MAX_NODES} values, aliases written out")
        if len(self._open) + parent.depth - 1 > MAX_DEPTH:
            raise Unreadable(parent.position, f"nested more than {MAX_DEPTH} levels deep")

    def _anchored(self, event: yaml.AliasEvent) -> Node:
        anchor = event.anchor or ""
        if anchor not in self._anchors:
            what = f"no finished anchor &{shown(anchor)} stands before this alias"
            raise Unreadable(_position(event.start_mark), what)
        return self._anchors[anchor]


def _refuse_tag(event: yaml.ScalarEvent | yaml.CollectionStartEvent) -> None:
    if event.tag is not None:
        what = f"the tag {shown(event.tag)} is not accepted; a manifest has no tags"
        raise Unreadable(_position(event.start_mark), what)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1) if mark else Position(1, 1)
