"""Tar files whose bytes say what is in them and nothing else."""

import io
import tarfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import IO

from mcdeploy.archive.names import Names
from mcdeploy.archive.stored import Stored
from mcdeploy.domain import Content
from mcdeploy.errors import ModelError

FIXED_TIME = 315_532_800
"""1980-01-01 00:00:00 UTC, in seconds: every file's time. Zip files know none before it."""
MODE = 0o644


def tar(members: Mapping[str, Content], into: IO[bytes] | Stored) -> None:
    """Write regular files, in the order of their names, in the POSIX pax format: fixed time and
    mode, owner 0, no directories. Equal members give equal bytes.

    A member in a file is read once, in pieces. ModelError when it cannot be read, or when a name
    is one that `unpack` refuses.
    """
    names = Names("an archive")
    with tarfile.open(fileobj=into, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        for name in sorted(members):
            names.file(name)
            _add(archive, name, members[name])


def tar_gz(members: Mapping[str, Content], into: IO[bytes]) -> None:
    """The same, within gzip, not compressed."""
    stored = Stored(into)
    tar(members, stored)
    stored.finish()


def _add(archive: tarfile.TarFile, name: str, content: Content) -> None:
    info = tarfile.TarInfo(name)
    info.mtime, info.mode = FIXED_TIME, MODE
    try:
        with _opened(content) as stream:
            info.size = stream.seek(0, io.SEEK_END)
            stream.seek(0)
            archive.addfile(info, stream)
    except OSError as error:
        what = f"cannot be read: {error.strerror or error}"
        raise ModelError(name, what, remedy="make the file readable") from error


def _opened(content: Content) -> AbstractContextManager[IO[bytes]]:
    return io.BytesIO(content) if isinstance(content, bytes) else Path(content).open("rb")
