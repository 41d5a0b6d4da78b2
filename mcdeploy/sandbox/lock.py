"""One command at a time in one folder."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder, which is made if need be. Waits for whoever holds it; the system lets go of
    it when the holder dies, so nobody ever unlocks it by hand."""
    held = _take(folder)
    while not _still_there(held, folder):  # the holder before us erased the folder with its lock
        os.close(held)
        held = _take(folder)
    try:
        yield
    finally:
        os.close(held)


def _take(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder / FILE, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
    except BaseException:
        os.close(held)
        raise
    return held


def _still_there(held: int, folder: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(held), (folder / FILE).stat())
    except FileNotFoundError:
        return False
