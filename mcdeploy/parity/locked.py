"""Which versions a runtime's environment holds: its lock files say."""

import re
from collections.abc import Iterable, Sequence

from mcdeploy.environments.environment import LOCKS

PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def bytes_of(locks: Iterable[str]) -> bytes:
    return b"\n".join((LOCKS / f"{name}.txt").read_bytes() for name in locks)


def told(locks: Iterable[str], libraries: Sequence[str]) -> str:
    """The libraries with the versions that the lock files pin; one that they do not pin is told
    as it is."""
    pinned = dict(PINNED.findall(bytes_of(locks).decode()))
    return ", ".join(f"{name} {pinned.get(name, '')}".rstrip() for name in libraries)
