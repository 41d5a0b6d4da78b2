"""The digests of a folder's files, kept beside it: a file that was damaged later is noticed."""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path


def seal(folder: Path, digests: Path) -> None:
    """Bring the folder's files to the disk, and then their digests."""
    for file in _files(folder):
        _sync(file)
    for inner in (folder, *(path for path in folder.rglob("*") if path.is_dir())):
        _sync(inner)
    fresh = digests.with_name(f".{digests.name}")
    digests.parent.mkdir(parents=True, exist_ok=True)
    fresh.write_text(json.dumps(_digests(folder)), encoding="utf-8")
    _sync(fresh)
    fresh.replace(digests)
    _sync(digests.parent)


def intact(folder: Path, digests: Path) -> bool:
    """The folder's files are those that were sealed."""
    try:
        return bool(json.loads(digests.read_bytes()) == _digests(folder))
    except (OSError, ValueError):
        return False


def _digests(folder: Path) -> Mapping[str, str]:
    return {file.relative_to(folder).as_posix(): _digest(file) for file in _files(folder)}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _sync(path: Path) -> None:
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)
