"""A folder on this disk, held against the signature that lies in it."""

import hashlib
import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.domain import Trust
from mcdeploy.errors import SignatureError, UsageError
from mcdeploy.records import shape
from mcdeploy.records.keys import SIGNATURE
from mcdeploy.signature.statement import Statement
from mcdeploy.signature.verification import authenticate
from mcdeploy.store.objects import LIMIT

DEEPEST = 64
"""Folders in folders; archives may have no more either."""


@dataclass(frozen=True, slots=True)
class Verified:
    """A folder whose `files` are what was signed, all of them and no other; `by` is the fingerprint
    of a key, or an identity."""

    folder: Path
    by: str
    files: tuple[str, ...]


def verify(folder: Path, trust: Trust, name: str = SIGNATURE) -> Verified:
    """Hold every file of the folder against the signature, which is the file `name` in it.

    Raises `SignatureError` when any file was changed, is missing or was not signed, when there is
    a link or a device among them, and when nobody trusted has signed; `UsageError` when the folder
    cannot be read.
    """
    if not folder.is_dir():
        raise UsageError(
            str(folder), "is no folder", remedy="name one that was fetched or packaged"
        )
    signed = authenticate(_signature(folder / name), trust, str(folder))
    try:
        found = resources(folder, name, signed.statement)
    except OSError as error:
        raise UsageError(
            str(error.filename or folder),
            f"cannot be read: {error.strerror}",
            remedy="make it readable",
        ) from error
    signed.check(found, str(folder))
    return Verified(folder, signed.by, tuple(sorted(found)))


def resources(
    folder: Path, name: str = SIGNATURE, statement: Statement | None = None
) -> dict[str, str]:
    """The SHA-256 of each file below the folder, by its path, but for the signature and what the
    statement ignores. Raises `SignatureError` for what is neither file nor folder, and `OSError`.
    """
    ignored = (name, *(statement.ignored if statement else ()))
    return {path: _sha256(folder / path) for path in _files(folder, "", ignored)}


def _files(folder: Path, below: str, ignored: tuple[str, ...]) -> Iterator[str]:
    if below.count("/") > DEEPEST:
        raise SignatureError(
            str(folder),
            f"it has more than {DEEPEST} folders in each other, and no release has",
            remedy="look at who wrote there, and use none of it",
        )
    for entry in sorted(os.scandir(folder / below), key=lambda entry: entry.name):
        path = below + entry.name
        if path in ignored:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(folder, f"{path}/", ignored)
        elif entry.is_file(follow_symlinks=False):
            yield path
        else:
            raise _no_file(str(folder), path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _no_file(folder: str, path: str) -> SignatureError:
    return SignatureError(
        folder,
        f"{shape.shown(path)} is no file but a link or a device, which nobody can sign",
        remedy="put the file itself there",
    )


def _signature(path: Path) -> bytes:
    try:
        return _regular(path)
    except FileNotFoundError as error:
        raise SignatureError(
            str(path.parent),
            f"holds no {path.name}: nobody has signed it",
            remedy="name the folder of a release, with its release.json in it",
        ) from error
    except OSError as error:
        raise UsageError(str(path), f"cannot be read: {error.strerror}") from error


def _regular(path: Path) -> bytes:
    """The content of a file that is not too large. No link is followed and no pipe waited for, not
    even one that takes the file's place meanwhile."""
    about = path.lstat()
    if not stat.S_ISREG(about.st_mode):
        raise _no_file(str(path.parent), path.name)
    if about.st_size > LIMIT:
        raise SignatureError(
            str(path.parent),
            f"{path.name} has more than {LIMIT // 2**20} MiB, and no signature has",
        )
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as file:
        return file.read(LIMIT)
