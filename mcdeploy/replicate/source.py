"""Where content comes from, and whether it is still what was packaged."""

from collections.abc import Callable, Iterator

from mcdeploy.domain import File
from mcdeploy.errors import IntegrityError
from mcdeploy.store.cause import root_cause
from mcdeploy.store.digest import Digest

Source = Callable[[str, File, int], Iterator[bytes]]
"""Gives a target's file in pieces of so many bytes, the last one shorter."""


def proven(pieces: Iterator[bytes], file: File) -> Iterator[bytes]:
    """The same pieces; the last one is given only when the digest of all of them is right, since
    with the last part some stores show the object.

    Raises `IntegrityError` when they are more or other bytes than the file's, or cannot be read.
    """
    running, last = Digest(), None
    for piece in _readable(pieces, file):
        running.update(piece)
        if running.size > file.size:
            raise _changed(file, f"it has more than {file.size} bytes")
        if last is not None:
            yield last
        last = piece
    if running.checksums().agree(file.checksums) is not True:
        raise _changed(file, "its digest is another one")
    if last is not None:
        yield last


def _readable(pieces: Iterator[bytes], file: File) -> Iterator[bytes]:
    try:
        yield from pieces
    except OSError as error:
        raise _changed(file, root_cause(error)) from error


def _changed(file: File, what: str) -> IntegrityError:
    return IntegrityError(
        file.path,
        f"the source is no longer what was packaged: {what}",
        remedy="let nobody write to the source meanwhile, and run the same command again",
    )
