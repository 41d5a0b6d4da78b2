"""A folder that holds a fetched release, and knows which."""

import contextlib
import hashlib
from pathlib import Path

from mcdeploy.domain import Release
from mcdeploy.errors import IntegrityError
from mcdeploy.operations.bringing import Brought
from mcdeploy.records import release as records
from mcdeploy.records.keys import RELEASE, SIGNATURE


def settle(folder: Path, release: Release, came: Brought) -> None:
    """After the files of a target's package have come: take away what an earlier fetch brought, or
    this one in vain, and leave the release's own document, and its signature where it has one.
    Nothing else is touched."""
    ours = {file.path for file in came.files}
    for path in (_brought(folder) | came.abandoned) - ours:
        (folder / path).unlink(missing_ok=True)
        with contextlib.suppress(OSError):
            (folder / path).parent.rmdir()  # where nothing else is in it
    if came.signature:
        _put(folder / SIGNATURE, came.signature)
    _put(folder / RELEASE, release.document)


def _put(path: Path, data: bytes) -> None:
    draft = path.with_name(f"{path.name}.part")
    draft.write_bytes(data)
    draft.replace(path)


def _brought(folder: Path) -> set[str]:
    """The paths of all packages of the release that lies there; none where none does."""
    try:
        document = (folder / RELEASE).read_bytes()
        there = records.parse(hashlib.sha256(document).hexdigest(), document, str(folder))
    except (FileNotFoundError, IntegrityError):
        return set()
    brought = {file.path for files in there.packages.values() for file in files}
    return brought | {SIGNATURE}
