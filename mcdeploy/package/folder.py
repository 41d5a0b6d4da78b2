"""A package as files on this machine."""

import shutil
from collections.abc import Mapping
from pathlib import Path

from mcdeploy.domain import Content
from mcdeploy.errors import UsageError


def write(contents: Mapping[str, Content], folder: Path) -> None:
    """Write every content below the folder, which is not there yet or is empty, by its path: it is
    there whole or not at all.

    Raises UsageError when it cannot be written.
    """
    draft = folder.with_name(f".{folder.name}.part")
    shutil.rmtree(draft, ignore_errors=True)  # of a run that died
    try:
        for path, content in contents.items():
            _write(content, draft / path)
        draft.replace(folder)
    except OSError as error:
        shutil.rmtree(draft, ignore_errors=True)
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
