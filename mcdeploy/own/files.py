"""The files of a model: one, or all of a folder. Nothing is loaded and nothing is copied."""

import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from mcdeploy.errors import ModelError

DEEPEST = 64
"""Folders in folders; archives may have no more either."""


def files(path: Path) -> Mapping[str, Path]:
    """A file by its name, or every file of a folder by its path in there.

    Raises `ModelError` when there is nothing, or something that is neither file nor folder, or a
    link that leads out of the folder or in a circle, or a name that not every store can keep.
    """
    try:
        return _files(path)
    except OSError as error:
        raise ModelError(
            str(error.filename or path),
            f"cannot be looked into: {error.strerror}",
            remedy="make it readable, or give `model.path` a folder without it",
        ) from error


def _files(path: Path) -> Mapping[str, Path]:
    if path.is_file():
        _check_name(path)
        return {path.name: path}
    if not path.is_dir():
        raise ModelError(
            str(path), "there is no such file or folder", remedy="correct `model.path`"
        )
    found = {file.relative_to(path).as_posix(): file for file in _walk(path, path.resolve(), 0)}
    if not found:
        raise ModelError(str(path), "the folder holds no file", remedy="correct `model.path`")
    return found


def _walk(folder: Path, root: Path, depth: int) -> Iterator[Path]:
    if depth > DEEPEST:
        raise ModelError(
            str(root),
            f"it has more than {DEEPEST} folders in each other",
            remedy="put the files nearer to the top",
        )
    for entry in sorted(folder.iterdir()):
        _check_name(entry)
        if not _target(entry).is_relative_to(root):
            raise ModelError(
                str(entry), "a link that leads out of the model's folder", remedy="copy the file in"
            )
        if entry.is_dir() and not entry.is_symlink():
            yield from _walk(entry, root, depth + 1)
        elif entry.is_file():
            yield entry
        else:
            raise ModelError(
                str(entry),
                "neither a file nor a folder that can be packaged",
                remedy="remove it, or give `model.path` a folder without it",
            )


def _target(entry: Path) -> Path:
    try:
        return entry.resolve()
    except RuntimeError as error:  # before Python 3.13
        raise ModelError(
            str(entry), "a link that goes in a circle", remedy="remove it, or copy the file in"
        ) from error


def _check_name(entry: Path) -> None:
    """A name becomes part of keys, URLs and paths on every system that reads the release."""
    kinds = {unicodedata.category(character) for character in entry.name}
    if "Cs" in kinds:  # how Python reads bytes that are none
        what = "is not UTF-8"
    elif "Cc" in kinds:
        what = "holds a control character"
    elif "\\" in entry.name:
        what = "holds a backslash, which parts folders on some systems"
    else:
        return
    raise ModelError(
        str(entry.parent), f"the file name {entry.name!r} {what}", remedy="rename the file"
    )
