"""A package as files on this machine."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from mcdeploy.domain import Content
from mcdeploy.errors import UsageError


def write(contents: Mapping[str, Content], folder: Path) -> None:
    """Write every content below the folder, by its path; a file that is there gives way.

    Raises UsageError when the folder cannot be written to.
    """
    try:
        for path, content in contents.items():
            _write(content, folder / path)
    except OSError as error:
        raise UsageError(
            str(error.filename or folder),
            f"cannot be written: {error.strerror}",
            remedy="name a folder that may be written to and has room",
        ) from error


def _write(content: Content, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        shutil.copyfile(content, path)
