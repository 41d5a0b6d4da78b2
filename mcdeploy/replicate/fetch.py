"""Bring a release back: from the best target that answers, going on from another in mid-file."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import File, Listener, Moved
from mcdeploy.errors import UsageError
from mcdeploy.replicate.stream import Copy, relay, wrong
from mcdeploy.store.cause import root_cause
from mcdeploy.store.contract import Store


@dataclass(frozen=True, slots=True)
class Origin:
    """A target that holds the release: its store, and the key of the release's folder."""

    store: Store
    folder: str


def fetch(
    files: tuple[File, ...], origins: tuple[Origin, ...], folder: Path, listener: Listener
) -> None:
    """Write every file below `folder`, each under its final name only when its SHA-256 is right.

    Origins are tried in order; when one fails in mid-file the next goes on at that byte. A file
    that is there already with the right digest is kept.

    Raises the last origin's `StoreError` when none is left, `IntegrityError` when no origin holds
    the right bytes, and `UsageError` when the folder cannot be written to.
    """
    total = sum(file.size for file in files)
    for file in files:
        path = folder / file.path
        with _writable(path):
            if not (path.is_file() and _sha256(path) == file.checksums.sha256):
                path.parent.mkdir(parents=True, exist_ok=True)
                copies = [Copy(one.store, one.folder + file.path) for one in origins]
                _bring(file, copies, path, lambda who, size: listener(Moved(who, size, total)))


def _bring(file: File, copies: list[Copy], path: Path, moved: Callable[[str, int], None]) -> None:
    partial = path.with_name(path.name + ".part")
    try:
        while True:
            givers = _write(partial, relay(file, copies), moved)
            if _sha256(partial) == file.checksums.sha256:
                partial.replace(path)
                return
            copies = _still_trusted(copies, givers)
            if not copies:
                raise wrong(givers[-1].store.name if givers else "fetch", file)
    finally:
        partial.unlink(missing_ok=True)


def _write(
    partial: Path, relayed: Iterator[tuple[Copy, bytes]], moved: Callable[[str, int], None]
) -> list[Copy]:
    """Write what comes, and say from which copies it came, in order."""
    givers: list[Copy] = []
    with partial.open("wb") as out:
        for copy, chunk in relayed:
            out.write(chunk)
            moved(copy.store.name, len(chunk))
            if copy not in givers:
                givers.append(copy)
    return givers


def _still_trusted(copies: list[Copy], givers: list[Copy]) -> list[Copy]:
    """Those to try after wrong bytes. Where several gave them, any of these may be to blame: the
    last one, which went to the end, is asked once more, for the whole."""
    if not givers:
        return []
    last = copies.index(givers[-1])
    return copies[last if len(givers) > 1 else last + 1 :]


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            str(error.filename or path),
            f"cannot be written to: {root_cause(error)}",
            remedy="name a folder that may be written to and has room",
        ) from error
