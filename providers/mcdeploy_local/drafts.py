"""Files being written, before anybody can see them, and how they are published.

A draft is locked for as long as its writer lives, so that what a dead one left behind is told from
what a living one still needs without looking at a clock.
"""

import errno
import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mcdeploy_local.durable import flush, flush_folder, make_folders, opened
from mcdeploy_local.exclusive import tick
from mcdeploy_local.layout import Layout

_CHUNK = 8 * 2**20
_NO_RANGES = (errno.EXDEV, errno.EINVAL, errno.ENOSYS, errno.EOPNOTSUPP)


@dataclass(frozen=True, slots=True)
class Draft:
    path: Path
    descriptor: int


@contextmanager
def draft(layout: Layout) -> Iterator[Draft]:
    """A new file in the same file system, gone after the block unless it got another name."""
    new = _claim(layout)
    try:
        yield new
    finally:
        new.path.unlink(missing_ok=True)
        os.close(new.descriptor)


def _claim(layout: Layout) -> Draft:
    while True:
        path = layout.drafts / secrets.token_hex(16)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if os.fstat(descriptor).st_nlink:
            return Draft(path, descriptor)
        os.close(descriptor)  # swept away between the two calls


def publish(new: Draft, home: Path, layout: Layout, lock: int, *, replace: bool) -> os.stat_result:
    """Give the draft its name, in one step; its state then. The caller holds the root's lock.

    Raises `FileExistsError` when the name is taken and not to be replaced.
    """
    now = tick(lock)
    os.utime(new.descriptor, ns=(now, now))
    make_folders(home.parent, layout.root)
    if replace:
        new.path.rename(home)
    else:
        home.hardlink_to(new.path)
    flush_folder(home.parent)
    return os.fstat(new.descriptor)


def fill(new: Draft, source: int, size: int) -> None:
    """Copy `size` bytes from another file, sharing its blocks where the file system can."""
    done = 0
    while done < size:
        copied = _copy_range(source, new.descriptor, done, min(size - done, _CHUNK))
        if not copied:
            raise OSError(errno.EIO, "the source ended early")
        done += copied
    flush(new.descriptor)


def _copy_range(source: int, target: int, at: int, size: int) -> int:
    if hasattr(os, "copy_file_range"):
        try:
            return os.copy_file_range(source, target, size, at, at)
        except OSError as error:
            if error.errno not in _NO_RANGES:
                raise
    return os.pwrite(target, os.pread(source, size, at), at)


def sweep(layout: Layout) -> None:
    """Remove the drafts of writers that are no more."""
    for path in layout.drafts.iterdir():
        with suppress(FileNotFoundError, BlockingIOError), opened(path, os.O_RDWR) as descriptor:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            path.unlink()
