"""Bring a release back: from the best target that answers, going on from another in mid-file."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import File, Listener, Moved
from mcdeploy.errors import IntegrityError, StoreError
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

    Raises the last origin's `StoreError` when none is left, and `IntegrityError` when no origin
    holds the right bytes.
    """
    total = sum(file.size for file in files)
    for file in files:
        path = folder / file.path
        if not (path.is_file() and _sha256(path) == file.checksums.sha256):
            path.parent.mkdir(parents=True, exist_ok=True)
            _bring(file, origins, path, lambda who, size: listener(Moved(who, size, total)))


def _bring(
    file: File, origins: tuple[Origin, ...], path: Path, moved: Callable[[str, int], None]
) -> None:
    partial = path.with_name(path.name + ".part")
    partial.unlink(missing_ok=True)
    failure: StoreError | IntegrityError | None = None
    for origin in origins:
        try:
            _append(file, origin, partial, moved)
        except StoreError as error:
            failure = error
            continue
        if _sha256(partial) == file.checksums.sha256:
            partial.replace(path)
            return
        partial.unlink()
        failure = _wrong(origin.store.name, file)
    partial.unlink(missing_ok=True)
    raise failure or _wrong("fetch", file)


def _append(file: File, origin: Origin, partial: Path, moved: Callable[[str, int], None]) -> None:
    """Bring what is still missing of a file; what arrived before a failure is kept."""
    with partial.open("ab") as out:
        start = out.tell()
        if start < file.size:
            chunks = origin.store.read(origin.folder + file.path, start).chunks
            for chunk in _at_most(chunks, file.size - start):
                out.write(chunk)
                moved(origin.store.name, len(chunk))


def _at_most(chunks: Iterator[bytes], size: int) -> Iterator[bytes]:
    """A store that holds more than it should is not trusted to end."""
    for chunk in chunks:
        yield chunk[:size]
        size -= len(chunk)
        if size <= 0:
            return


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wrong(who: str, file: File) -> IntegrityError:
    return IntegrityError(
        who,
        f"{file.path} does not have the digest that release.json names",
        remedy="fetch with the target left out, and look at who wrote to its bucket",
    )
