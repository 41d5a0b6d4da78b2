"""Whether an environment still holds what was put into it."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from mcdeploy.environments.lock_file import pinned_everywhere


def interpreter(folder: Path) -> Path:
    return folder / "bin" / "python"


def whole(folder: Path, locks: Sequence[Path]) -> bool:
    """The interpreter is there, and every package that the lock files pin says that it is, in that
    version. Nothing is started for it: the names of files tell. False too when the Python that the
    environment was made of has been removed."""
    wanted = {pin for lock in locks for pin in pinned_everywhere(lock).items()}
    return interpreter(folder).exists() and wanted <= set(_installed(folder))


def _installed(folder: Path) -> Iterator[tuple[str, str]]:
    """Names, normalized, and versions; by PyPA's "Recording installed projects"."""
    for found in folder.glob("lib/python*/site-packages/*.dist-info"):
        name, _, version = found.stem.partition("-")
        yield re.sub(r"[-_.]+", "-", name).lower(), version
