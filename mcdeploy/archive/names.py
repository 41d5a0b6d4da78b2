"""Which names of an archive's members are safe on every file system, side by side."""

import re
from unicodedata import normalize

from mcdeploy.archive.refusal import refused

DRIVE = re.compile(r"[A-Za-z]:")
LONGEST = 255
"""Bytes of UTF-8 in one component: what common file systems take."""
DEEPEST = 64


class Names:
    """The names seen so far. Names that differ only in case or in Unicode's normal form are one
    name to some file systems, and so they are here."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._spelled: dict[str, str] = {"": ""}
        self._files: set[str] = set()

    def file(self, name: str) -> str:
        """The relative path of a file. ModelError when it leads out of the folder, means different
        things on different systems, or was seen before."""
        path = self._path(name)
        key = _folded(path)
        if not path or key in self._spelled:
            raise self._refused(name, "appears twice, or is a file and a folder")
        self._folders(name, path.rpartition("/")[0])
        self._spelled[key] = path
        self._files.add(key)
        return path

    def folder(self, name: str) -> str:
        """The relative path of a folder: empty for the archive's root. Raises as `file` does, but
        a folder may come again."""
        path = self._path(name.removesuffix("/"))
        self._folders(name, path)
        return path

    def _folders(self, name: str, path: str) -> None:
        parts = path.split("/") if path else []
        for depth in range(1, len(parts) + 1):
            folder = "/".join(parts[:depth])
            key = _folded(folder)
            if key in self._files or self._spelled.setdefault(key, folder) != folder:
                raise self._refused(name, "is a file and a folder, or is spelled in two ways")

    def _path(self, name: str) -> str:
        path = name.removeprefix("./") if name != "." else ""
        if DRIVE.match(path) or "\\" in path:
            raise self._refused(name, "is a path of Windows")
        if not _printable(path):
            raise self._refused(name, "is not plain Unicode text")
        parts = path.split("/") if path else []
        if any(part in ("", ".", "..") for part in parts):
            raise self._refused(name, "does not stay within its folder, or is not in plain form")
        if len(parts) > DEEPEST or any(len(part.encode()) > LONGEST for part in parts):
            raise self._refused(name, "is too long or too deep")
        return path

    def _refused(self, name: str, what: str) -> Exception:
        return refused(self._archive, f"refused: the name {name[:200]!r} {what}")


def _printable(path: str) -> bool:
    """Without control characters and without bytes that are no UTF-8."""
    return not any(ord(c) < 0x20 or ord(c) == 0x7F or 0xD800 <= ord(c) < 0xE000 for c in path)


def _folded(path: str) -> str:
    return normalize("NFC", normalize("NFD", path).casefold())
