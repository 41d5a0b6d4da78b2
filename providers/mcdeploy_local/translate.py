"""The kernel's errors, said in the store's words."""

import errno
import os
import shlex
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    NotFound,
    StoreError,
    Unavailable,
    Unsupported,
)

_FULL = (errno.ENOSPC, errno.EDQUOT)
_DENIED = (errno.EACCES, errno.EPERM, errno.EROFS)
_UNSUPPORTED = (errno.ENAMETOOLONG, errno.EXDEV, errno.EOPNOTSUPP, errno.ENOLCK, errno.EMLINK)
_LIMITED = (errno.EMFILE, errno.ENFILE, errno.EFBIG)


@contextmanager
def translated(who: str, operation: str, root: Path) -> Iterator[None]:
    """Let no `OSError` out of the block."""
    try:
        yield
    except OSError as error:
        raise translation(error, who, operation, root) from error


def translation(error: OSError, who: str, operation: str, root: Path) -> StoreError:
    what = f"{error.strerror or error} ({error.filename or root})"
    if isinstance(error, FileNotFoundError):
        return missing(what, who, operation, root)
    if error.errno in _DENIED:
        return AccessDenied(who, operation, what, remedy=_let_in(root))
    if error.errno in _FULL:
        return StoreError(
            who, operation, what, remedy=f"free space below {root}, or raise the quota"
        )
    if error.errno in _UNSUPPORTED:
        return Unsupported(
            who,
            operation,
            what,
            remedy=f"keep {root} on one POSIX file system with locks and links",
        )
    if error.errno in _LIMITED:
        return StoreError(who, operation, what, remedy="raise the limit (ulimit -a shows them)")
    return Unavailable(
        who, operation, what, remedy=f"see that the disk or server of {root} is well"
    )


def missing(what: str, who: str, operation: str, root: Path) -> NotFound | BucketMissing:
    """What it means that something is not there."""
    if root.is_dir():
        return NotFound(who, operation, what)
    remedy = f"mkdir -p {shlex.quote(str(root))}"
    return BucketMissing(who, operation, f"there is no folder {root}", remedy=remedy)


def _let_in(root: Path) -> str:
    return f"let user {os.geteuid()} read and write below {root}, mounted for writing"
