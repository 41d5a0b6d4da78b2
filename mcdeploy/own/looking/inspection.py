"""Each file of a model, and what is packed in it, looked at from its first byte."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from mcdeploy.own.looking.finding import Unsafe
from mcdeploy.own.looking.forward import Budget, Forward, TooMuch
from mcdeploy.own.looking.layers import DAMAGED, Layer, layers
from mcdeploy.own.looking.marks import known_by_beginning
from mcdeploy.own.looking.names import known_by_configuration, known_by_name
from mcdeploy.own.looking.persisted import SCHEMA, audited
from mcdeploy.own.looking.pickled import imported

DEEPEST = 8
"""Archives in archives."""

LEAST, TIMES = 2**30, 20
"""What a file may unpack to and still be looked into: a gigabyte, or so many times its size, for
weights hardly shrink."""


BEGINNING = 2**16
"""Bytes by which something packed is known that is an archive too."""

PICKLE = "is a pickle"


def look(files: Mapping[str, Path]) -> tuple[Unsafe, ...]:
    """What runs code when it is loaded, and what cannot be looked into, sorted by path. Nothing is
    loaded; at most 1 GiB, or 20 times a file's size, is unpacked of it, and nothing is kept."""
    found = [*known_by_name(files), *known_by_configuration(files)]
    for name, path in files.items():
        found += _file(name, path)
    return tuple(sorted(found, key=lambda one: one.path))


def _file(name: str, path: Path) -> list[Unsafe]:
    with _opened(path) as stream:
        return list(_stream(name, stream, path))


@contextmanager
def _opened(path: Path) -> Iterator[Forward]:
    whole = path.stat().st_size
    with path.open("rb", buffering=0) as file:
        yield Forward(file, Budget(whole + max(LEAST, TIMES * whole)))


def _stream(name: str, stream: Forward, path: Path | None, depth: int = 0) -> Iterator[Unsafe]:
    if what := known_by_beginning(stream):
        yield Unsafe(name, what)
        return
    try:
        packed = layers(stream, path)
        if packed is None:
            names = imported(stream)
        else:
            names = _both(stream, path)
            yield from _packed(name, packed, stream.budget, depth)
        if names is not None:
            yield Unsafe(name, PICKLE, names, pickle=True)
    except TooMuch:
        yield Unsafe(name, "unpacks to so much that nobody looked at all of it")
    except DAMAGED as error:
        yield Unsafe(name, f"cannot be looked into ({error})")


def _both(stream: Forward, path: Path | None) -> tuple[str, ...] | None:
    """What it would import where an archive is a pickle too. Of what is packed itself, which is
    read once, the beginning tells."""
    if path is None:
        head = stream.peek(BEGINNING)
        return imported(Forward(BytesIO(head), Budget(len(head))), cut=len(head) == BEGINNING)
    with _opened(path) as again:
        return imported(again)


def _packed(name: str, members: Iterator[Layer], budget: Budget, depth: int) -> Iterator[Unsafe]:
    if depth == DEEPEST:
        yield Unsafe(name, f"is packed more than {DEEPEST} times over")
        return
    names: list[str] = []
    for member, data in members:
        inner, stream = f"{name}!{member}" if member else name, Forward(data, budget)
        names.append(member)
        if member == SCHEMA and (what := audited(stream)):
            yield Unsafe(name, what)
        yield from _stream(inner, stream, None, depth + 1)
    yield from (replace(one, path=f"{name}!{one.path}") for one in known_by_name(names))
