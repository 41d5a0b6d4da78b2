"""One file out of several copies: when one fails in mid-file the next goes on at that byte."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from mcdeploy.domain import File
from mcdeploy.errors import IntegrityError, StoreError
from mcdeploy.store.contract import Store


@dataclass(frozen=True, slots=True, eq=False)
class Copy:
    """Where a file lies: a store, and the key in it."""

    store: Store
    key: str


def stream(file: File, copies: Iterable[Copy]) -> Iterator[bytes]:
    """The bytes of the file: as many as it has, from the first copy that gives them, going on from
    the next one in mid-file. Whether they are the right ones its digest says, when all are there.

    Raises the last copy's `StoreError` when none is left, `IntegrityError` when it ends early.
    """
    return (chunk for _, chunk in relay(file, copies))


def relay(file: File, copies: Iterable[Copy]) -> Iterator[tuple[Copy, bytes]]:
    """The same, and with each chunk the copy that it came from."""
    missing = file.size
    failure: StoreError | IntegrityError = wrong("fetch", file)
    for copy in copies:
        if not missing:
            return
        try:
            start = file.size - missing
            for chunk in _at_most(copy.store.read(copy.key, start).chunks, missing):
                missing -= len(chunk)
                yield copy, chunk
            failure = wrong(copy.store.name, file)
        except StoreError as error:
            failure = error
    if missing:
        raise failure


def wrong(who: str, file: File) -> IntegrityError:
    """What is said of a copy that is not the file."""
    return IntegrityError(
        who,
        f"{file.path} does not have the digest that release.json names",
        remedy="fetch with the target left out, and look at who wrote to its bucket",
    )


def _at_most(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """A store that holds more than it should is not trusted to end."""
    for chunk in chunks:
        yield chunk[:size]
        size -= len(chunk)
        if size <= 0:
            return
