"""Where below the root the bytes of an object are.

An object is a file at its key, so that people and native loaders find it there. What a file system
cannot hold at the key goes *beside*, into a tree of escaped names in our own folder: `a` when there
is also `a/b`, a name longer than 255 bytes, the name of our own folder, a way through a symbolic
link. An object stays in one of the two places for as long as it lives, so a reader who looks first
at the key and then beside it needs no lock.
"""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote

OURS = ".mcdeploy"
_LONGEST_NAME = 255  # bytes
_PIECE = 200  # characters of an escaped key in one name
_LEAF = "="  # ends the last name of an escaped key; never part of one


class Layout:
    """The names below one root. `root` is absolute and free of symbolic links."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.ours = root / OURS
        self.lock = self.ours / "lock"
        self.drafts = self.ours / "drafts"
        self.uploads = self.ours / "uploads"
        self.besides = self.ours / "beside"

    def make(self) -> None:
        """Make our own folders. Raises `FileNotFoundError` when the root is missing."""
        for folder in (self.ours, self.drafts, self.uploads, self.besides):
            folder.mkdir(exist_ok=True)

    def places(self, key: str) -> Iterator[Path]:
        """Where a reader looks for the object, in this order."""
        if _is_plain(key):
            path = self.root / key
            if os.path.realpath(path.parent) == str(path.parent):
                yield path
        yield self.beside(key)

    def home(self, key: str) -> Path:
        """Where a writer, who holds the root's lock, puts the object."""
        beside = self.beside(key)
        if beside.exists():
            return beside
        return next(path for path in self.places(key) if path == beside or not _taken(path))

    def beside(self, key: str) -> Path:
        escaped = quote(key, safe="", errors="surrogateescape") + _LEAF
        pieces = [escaped[at : at + _PIECE] for at in range(0, len(escaped), _PIECE)]
        if pieces[-1] == _LEAF and len(pieces) > 1:
            pieces[-2:] = [pieces[-2] + _LEAF]
        return self.besides.joinpath(*pieces)

    def key_beside(self, path: Path) -> str:
        """The key of a file in the tree beside."""
        escaped = "".join(path.relative_to(self.besides).parts).removesuffix(_LEAF)
        return unquote(escaped, errors="surrogateescape")


def _is_plain(key: str) -> bool:
    names = key.split("/")
    return (
        names[0] != OURS
        and not any(name in ("", ".", "..") or "\0" in name for name in names)
        and all(len(os.fsencode(name)) <= _LONGEST_NAME for name in names)
    )


def _taken(path: Path) -> bool:
    """Whether something that is not an object is in the way."""
    try:
        return not stat.S_ISREG(path.lstat().st_mode)
    except FileNotFoundError:
        return False
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ENAMETOOLONG):
            return True
        raise
