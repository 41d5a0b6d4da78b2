"""What must survive the loss of power: bytes, and names in folders."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FULL = getattr(fcntl, "F_FULLFSYNC", None)  # macOS: fsync alone leaves it in the drive's cache


def flush(descriptor: int) -> None:
    """Return when the file's bytes are on the medium."""
    if _FULL is None:
        os.fsync(descriptor)
    else:
        fcntl.fcntl(descriptor, _FULL)


@contextmanager
def opened(path: Path, flags: int, mode: int = 0o666) -> Iterator[int]:
    """A descriptor that does not follow a symbolic link and does not outlive the block."""
    descriptor = os.open(path, flags | os.O_NOFOLLOW | os.O_CLOEXEC, mode)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def flush_folder(folder: Path) -> None:
    """Return when the names in the folder are on the medium."""
    with opened(folder, os.O_RDONLY | os.O_DIRECTORY) as descriptor:
        os.fsync(descriptor)


def write_all(descriptor: int, data: bytes, at: int = 0) -> None:
    """Write every byte, from this offset on, and flush."""
    view = memoryview(data)
    while view:
        written = os.pwrite(descriptor, view, at)
        view, at = view[written:], at + written
    flush(descriptor)


def make_folders(folder: Path, root: Path) -> None:
    """Make a folder and those above it up to the root, which must be there already."""
    if folder == root or folder.is_dir():
        return
    make_folders(folder.parent, root)
    folder.mkdir(exist_ok=True)
    flush_folder(folder.parent)


def prune(folder: Path, root: Path) -> None:
    """Remove a folder and those above it while they are empty; flush the first that stays."""
    while folder != root:
        try:
            folder.rmdir()
        except OSError:
            break
        folder = folder.parent
    flush_folder(folder)
