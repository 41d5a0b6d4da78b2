"""Each file of a model, and what is packed in it, looked at from its first byte."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from mcdeploy.errors import ModelError
from mcdeploy.own import mlmodel
from mcdeploy.own.looking.finding import Unsafe
from mcdeploy.own.looking.forward import Budget, Forward, TooMuch
from mcdeploy.own.looking.layers import DAMAGED, Layer, layers
from mcdeploy.own.looking.marks import known_by_mark
from mcdeploy.own.looking.names import MLMODEL, WITHIN, known_by_name, last
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
    found: list[Unsafe] = []
    names = list(files)
    for name, path in files.items():
        with _opened(path) as stream:
            found += _stream(name, stream, path, names)
    found += known_by_name(names)
    return tuple(sorted(found, key=lambda one: one.path))


@contextmanager
def _opened(path: Path) -> Iterator[Forward]:
    whole = path.stat().st_size
    with path.open("rb", buffering=0) as file:
        yield Forward(file, Budget(whole + max(LEAST, TIMES * whole)))


def _stream(
    name: str, stream: Forward, path: Path | None, names: list[str], depth: int = 0
) -> Iterator[Unsafe]:
    """What is wrong with a stream and all that is packed in it; the `names` of that are added."""
    try:
        if what := known_by_mark(stream, path):
            yield Unsafe(name, what)
            return
        if last(name) == MLMODEL and (what := _strange_mlmodel(stream)):
            yield Unsafe(name, what)
        packed = layers(name, stream, path)
        if packed is None:
            imports = imported(stream)
        else:
            imports = _both(stream, path)
            yield from _packed(name, packed, stream.budget, names, depth)
        if imports is not None:
            yield Unsafe(name, PICKLE, imports, pickle=True)
    except TooMuch:
        yield Unsafe(name, "unpacks to so much that nobody looked at all of it")
    except (*DAMAGED, ModelError) as error:
        told = error.what if isinstance(error, ModelError) else error
        yield Unsafe(name, f"cannot be looked into ({told})")


def _strange_mlmodel(stream: Forward) -> str:
    try:
        told = list(mlmodel.imported(mlmodel.parsed(stream.peek(mlmodel.MOST + 1))))
    except ValueError as error:
        return f"cannot be looked into ({error})"
    return f"imports {', '.join(told)[:200]} with the model" if told else ""


def _both(stream: Forward, path: Path | None) -> tuple[str, ...] | None:
    """What it would import where an archive is a pickle too. Of what is packed itself, which is
    read once, the beginning tells."""
    if path is None:
        head = stream.peek(BEGINNING)
        return imported(Forward(BytesIO(head), Budget(len(head))), cut=len(head) == BEGINNING)
    with _opened(path) as again:
        return imported(again)


def _packed(
    name: str, members: Iterator[Layer], budget: Budget, names: list[str], depth: int
) -> Iterator[Unsafe]:
    if depth == DEEPEST:
        yield Unsafe(name, f"is packed more than {DEEPEST} times over")
        return
    for member, data in members:
        budget.take_member()
        inner, stream = f"{name}{WITHIN}{member}" if member else name, Forward(data, budget)
        names += [inner] if member else []
        if member == SCHEMA and (what := audited(stream)):
            yield Unsafe(name, what)
        yield from _stream(inner, stream, None, names, depth + 1)
