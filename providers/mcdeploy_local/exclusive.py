"""One writer at a time: the lock of a root, and the clock that it guards.

The version of an object is its inode, its time of modification and its size. Inodes are used again
and the kernel's clock is coarse, so the time is not left to the kernel: the lock file's own time of
modification is a clock that strictly grows, and every object gets the tick under which it was
published. It costs one system call, reads no body, and works at any granularity of time stamps.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from mcdeploy.store.contract import Version
from mcdeploy_local.durable import opened
from mcdeploy_local.layout import Layout

_GRANULARITIES = (1, 100, 1_000, 1_000_000, 1_000_000_000, 2_000_000_000)  # nanoseconds


@contextmanager
def exclusively(layout: Layout) -> Iterator[int]:
    """Hold the root's lock against all threads and processes; gives the lock's descriptor."""
    with opened(layout.lock, os.O_RDWR | os.O_CREAT) as descriptor:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor


def tick(lock: int) -> int:
    """The next time in nanoseconds of the root's clock, later than all before it."""
    last = os.fstat(lock).st_mtime_ns
    wanted = time.time_ns()
    for granularity in _GRANULARITIES:
        wanted = max(wanted, last + granularity)
        os.utime(lock, ns=(wanted, wanted))
        now = os.fstat(lock).st_mtime_ns
        if now > last:
            return now
    raise OSError("the file system keeps no time of modification")


def version(state: os.stat_result) -> Version:
    return Version(f"{state.st_ino:x}-{state.st_mtime_ns:x}-{state.st_size:x}")
