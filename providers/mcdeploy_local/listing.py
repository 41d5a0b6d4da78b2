"""All objects below a prefix, in the order of their keys, one folder in memory at a time."""

import heapq
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from mcdeploy.store.contract import Stat
from mcdeploy_local.exclusive import version
from mcdeploy_local.layout import OURS, Layout


def listing(layout: Layout, prefix: str) -> Iterator[Stat]:
    """Raises `FileNotFoundError` when the root is missing."""
    root = [name for name in _names(layout.root) if name != OURS + "/"]
    return heapq.merge(
        _walk(layout.root, root, "", prefix), _beside(layout, prefix), key=lambda s: _order(s.key)
    )


def _order(key: str) -> bytes:
    return os.fsencode(key)


def _names(folder: Path) -> list[str]:
    """The names in a folder, those of folders with a slash, in the order of the keys below."""
    with os.scandir(folder) as entries:
        names = [
            entry.name + "/" if entry.is_dir(follow_symlinks=False) else entry.name
            for entry in entries
        ]
    return sorted(names, key=_order)


def _walk(folder: Path, names: list[str], above: str, prefix: str) -> Iterator[Stat]:
    for name in names:
        key = above + name
        if key.endswith("/"):
            if key.startswith(prefix) or prefix.startswith(key):
                below = folder / name
                yield from _walk(below, _names_if_there(below), key, prefix)
        elif key.startswith(prefix):
            yield from _stat(key, folder / name)


def _names_if_there(folder: Path) -> list[str]:
    try:
        return _names(folder)
    except FileNotFoundError:
        return []


def _stat(key: str, path: Path) -> Iterator[Stat]:
    """The object, unless it is gone meanwhile or never was one."""
    try:
        state = path.lstat()
    except FileNotFoundError:
        return
    if stat.S_ISREG(state.st_mode):
        yield Stat(key, state.st_size, version(state))


def _beside(layout: Layout, prefix: str) -> list[Stat]:
    found: list[Stat] = []
    for folder, _, names in os.walk(layout.besides):
        for path in (Path(folder, name) for name in names):
            key = layout.key_beside(path)
            if key.startswith(prefix):
                found += _stat(key, path)
    return sorted(found, key=lambda s: _order(s.key))
