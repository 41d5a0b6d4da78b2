"""Folders that can be made again, by the digest of what they are made from.

The cache is `$MCDEPLOY_CACHE`, else `mcdeploy` in the XDG cache folder. Nobody has to keep it, and
nobody has to clean it up before it can be used again.
"""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mcdeploy.environments.seal import intact, seal
from mcdeploy.errors import UsageError


def root() -> Path:
    """Where the cache is, by the XDG base directory specification, which ignores relative paths."""
    told = os.environ.get("MCDEPLOY_CACHE")
    if told:
        return Path(told).absolute()
    base = Path(os.environ.get("XDG_CACHE_HOME") or "")
    return (base if base.is_absolute() else Path.home() / ".cache") / "mcdeploy"


def folder(
    kind: str,
    key: str,
    make: Callable[[Path], None],
    *,
    whole: Callable[[Path], bool] | None = None,
) -> Path:
    """The folder `<kind>/<key>`, which is there whole or not at all.

    Where it is missing, or not `whole` any more, `make` fills an empty folder, which then takes its
    place. Unless somebody says otherwise it is whole while its files have the digests that they had
    when it was made, for which they are read. Of several threads and processes that ask at once one
    makes it and the others wait. What `make` raises is passed on, and nothing is kept. UsageError:
    the cache cannot be written.
    """
    made, digests = root() / kind / key, root() / "digests" / f"{kind}-{key}.json"

    def found() -> bool:
        return intact(made, digests) if whole is None else whole(made)

    if found():
        return made
    with _locked(root() / "locks" / f"{kind}-{key}"):
        if not found():
            _replace(made, make, None if whole else digests)
    return made


def _replace(made: Path, make: Callable[[Path], None], digests: Path | None) -> None:
    fresh = made.with_name(f".{made.name}")
    with _writing():
        shutil.rmtree(fresh, ignore_errors=True)  # of a maker that died
        fresh.mkdir(parents=True)
    try:
        make(fresh)
        with _writing():
            if digests:
                seal(fresh, digests)
            shutil.rmtree(made, ignore_errors=True)
            fresh.rename(made)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """The lock file stays: whoever waits for it must wait for the same one."""
    held = _open(path)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _open(path: Path) -> int:
    with _writing():
        path.parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, os.O_RDWR | os.O_CREAT, 0o600)


@contextmanager
def _writing() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"cache {root()}",
            f"cannot be written: {error.strerror}",
            remedy="let MCDEPLOY_CACHE name a folder that can",
        ) from error
