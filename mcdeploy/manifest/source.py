"""The files that a path means, and their text."""

import re
from pathlib import Path

from mcdeploy.errors import ManifestError
from mcdeploy.manifest.problem import Position, Unreadable

LIMIT = 2**20  # bytes of one file
_SUFFIXES = (".yaml", ".yml")
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(path: Path) -> tuple[Path, ...]:
    """The file itself, or all the YAML files that lie directly in a folder, sorted by name.

    Raises `ManifestError` when there is none.
    """
    try:
        found = [path] if path.is_file() else sorted(filter(_is_manifest, path.iterdir()))
    except OSError as error:
        raise ManifestError(str(path), [f"{path}: {error.strerror}"]) from error
    if not found:
        raise ManifestError(str(path), [f"{path}: the folder holds no *.yaml and no *.yml"])
    return tuple(found)


def _is_manifest(path: Path) -> bool:
    return path.suffix in _SUFFIXES and path.is_file()


def text(path: Path) -> str:
    """The text of a file. Raises `Unreadable`."""
    return _decoded(_bytes(path))


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        raise Unreadable(Position(1, 1), f"cannot be read: {error.strerror}") from error
    if len(data) > LIMIT:
        raise Unreadable(Position(1, 1), "the file is larger than 1 MiB")
    return data


def _decoded(data: bytes) -> str:
    try:
        decoded = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig")
        raise Unreadable(_end(before), "the file is not UTF-8") from error
    if wrong := _UNPRINTABLE.search(decoded):
        where = _end(decoded[: wrong.start()])
        raise Unreadable(where, f"a character that YAML forbids: U+{ord(wrong[0]):04X}")
    return decoded


def _end(before: str) -> Position:
    return Position(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
