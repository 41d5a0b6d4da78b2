"""The uploads that this machine has under way, so that whoever comes after a crash finds them.

One small file for each, named by what goes where, and locked while somebody works on it. It may
grant the right to write one object, so only its owner reads it. Nobody has to keep it: what it
does not tell is asked of the store, where the store can say, and else is sent again.
"""

import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from mcdeploy.domain import File
from mcdeploy.store.contract import Upload


class Journal:
    """A folder of entries; without one, or where it cannot be written, nothing is remembered."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    def entry(self, location: str, key: str, file: File, part_size: int) -> "Entry":
        """The entry for this content on its way to that key, in parts of that size; `location` is
        the URL of the place."""
        name = json.dumps([location, key, file.checksums.sha256, file.size, part_size])
        digest = hashlib.sha256(name.encode()).hexdigest()
        if self._folder is None:
            return FORGETFUL
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return Entry(location, self._folder / f"{digest}.json", os.O_CREAT)

    def left(self, location: str, below: str) -> Iterator[tuple["Entry", Upload]]:
        """What was begun at that location, to keys that start so, and nobody works on any more."""
        for path in sorted(self._folder.glob("*.json")) if self._folder else []:
            with Entry(location, path) as entry:
                upload = entry.recall()
                if upload is not None and upload.key.startswith(below):
                    yield entry, upload


def at_hand(environ: Mapping[str, str] = os.environ) -> Journal:
    """The journal of whoever runs this, by the XDG base directory specification, which ignores
    relative paths."""
    base = Path(environ.get("XDG_STATE_HOME") or "")
    state = base if base.is_absolute() else Path.home() / ".local" / "state"
    return Journal(state / "mcdeploy" / "uploads")


class Entry:
    """One upload. While another process, or another thread, works on the same, this entry neither
    remembers nor notes anything. `how`: `os.O_CREAT` makes it where there is none."""

    def __init__(self, location: str, path: Path | None, how: int = 0) -> None:
        self._location = location
        self._path = path
        self._file = -1 if path is None else _locked(path, how)

    def recall(self) -> Upload | None:
        """The upload that was noted last."""
        if self._file < 0:
            return None
        try:
            said = json.loads(os.pread(self._file, 2**20, 0))
            there = said["location"] == self._location
            return Upload(str(said["key"]), str(said["id"])) if there else None
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def note(self, upload: Upload) -> None:
        said = {"location": self._location, "key": upload.key, "id": upload.id}
        if self._file >= 0:
            with suppress(OSError):
                os.ftruncate(self._file, 0)
                os.pwrite(self._file, json.dumps(said).encode(), 0)

    def forget(self) -> None:
        """The upload is over."""
        if self._file >= 0 and self._path is not None:
            with suppress(OSError):
                self._path.unlink()
            os.close(self._file)
            self._file = -1

    def close(self) -> None:
        """Leave it to whoever comes next, if it says anything."""
        if self._file >= 0 and not os.fstat(self._file).st_size:
            self.forget()
        elif self._file >= 0:
            os.close(self._file)
            self._file = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


FORGETFUL = Entry("", None)
"""Of nothing: it remembers nothing."""


def _locked(path: Path, how: int) -> int:
    """The open file, or -1 where it cannot be had."""
    try:
        file = os.open(path, os.O_RDWR | os.O_CLOEXEC | how, 0o600)
    except OSError:
        return -1
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        os.close(file)
        return -1
    if os.fstat(file).st_nlink:
        return file
    os.close(file)  # forgotten between the two calls
    return _locked(path, how)
