"""Which names of an archive's members are safe on every file system, side by side."""

import re
from unicodedata import normalize

from mcdeploy.archive.refusal import refused

DRIVE = re.compile(r"[A-Za-z]:")
LONGEST = 255
"""Bytes of UTF-8 in one component: what common file systems take."""
LONGEST_PATH = 1024
"""Bytes of UTF-8 in a whole path: what a key in an object store may have."""
DEEPEST = 64
ROOT = 0


class Names:
    """The names seen so far. Names that differ only in case or in Unicode's normal form are one
    name to some file systems, and so they are here."""

    def __init__(self, archive: str) -> None:
        self._archive = archive
        self._known: dict[tuple[int, str], tuple[int, str]] = {}  # (folder, folded): number, name
        self._files: set[int] = set()

    def __len__(self) -> int:
        """How many files and folders have a name, those folders too that only paths tell of."""
        return len(self._known)

    def file(self, name: str) -> str:
        """The relative path of a file. ModelError when it leads out of the folder, means different
        things on different systems, or was seen before."""
        path = self._path(name)
        above, _, last = path.rpartition("/")
        key = (self._folder(name, above), _folded(last))
        if not path or key in self._known:
            raise self._refused(name, "appears twice, or is a file and a folder")
        self._files.add(self._number(key, last))
        return path

    def folder(self, name: str) -> str:
        """The relative path of a folder: empty for the archive's root. Raises as `file` does, but
        a folder may come again."""
        path = self._path(name.removesuffix("/"))
        self._folder(name, path)
        return path

    def _folder(self, name: str, path: str) -> int:
        """The folder's number."""
        folder = ROOT
        for part in path.split("/") if path else []:
            key = (folder, _folded(part))
            folder = self._number(key, part)
            if folder in self._files or self._known[key][1] != part:
                raise self._refused(name, "is a file and a folder, or is spelled in two ways")
        return folder

    def _number(self, key: tuple[int, str], part: str) -> int:
        return self._known.setdefault(key, (len(self._known) + 1, part))[0]

    def _path(self, name: str) -> str:
        path = name.removeprefix("./") if name != "." else ""
        if DRIVE.match(path) or "\\" in path:
            raise self._refused(name, "is a path of Windows")
        if not _printable(path):
            raise self._refused(name, "is not plain Unicode text")
        parts = path.split("/") if path else []
        if any(part in ("", ".", "..") for part in parts):
            raise self._refused(name, "does not stay within its folder, or is not in plain form")
        if len(parts) > DEEPEST or _too_long(path, parts):
            raise self._refused(name, "is too long or too deep")
        return path

    def _refused(self, name: str, what: str) -> Exception:
        return refused(self._archive, f"refused: the name {name[:200]!r} {what}")


def _too_long(path: str, parts: list[str]) -> bool:
    return len(path.encode()) > LONGEST_PATH or any(len(one.encode()) > LONGEST for one in parts)


def _printable(path: str) -> bool:
    """Without control characters and without bytes that are no UTF-8."""
    return not any(ord(c) < 0x20 or ord(c) == 0x7F or 0xD800 <= ord(c) < 0xE000 for c in path)


def _folded(part: str) -> str:
    return normalize("NFC", normalize("NFD", part).casefold())
