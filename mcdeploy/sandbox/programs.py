"""Where the programs are that Python packages bring along; PATH comes second."""

import shutil
import sysconfig
from importlib.metadata import PackageNotFoundError, files
from pathlib import Path

from mcdeploy.errors import McdeployError

REMEDY = "pip install 'mcdeploy[sandbox]'"


def carried(distribution: str, stem: str) -> Path | None:
    """The file of an installed distribution in some `bin` whose name begins with `stem`."""
    try:
        listed = files(distribution) or ()
    except PackageNotFoundError:
        return None
    for file in listed:
        if file.name.startswith(stem) and file.parent.name in {"bin", "Scripts"}:
            found = Path(str(file.locate())).resolve()
            if found.is_file():
                return found
    return None


def on_path(name: str) -> Path | None:
    """The program beside this Python, or on PATH."""
    found = shutil.which(name, path=sysconfig.get_path("scripts")) or shutil.which(name)
    return Path(found) if found else None


def find(distribution: str, stem: str, remedy: str = REMEDY) -> Path:
    """The program that a distribution carries, or one of that name on PATH."""
    found = carried(distribution, stem) or on_path(stem)
    if found is None:
        raise McdeployError("sandbox", f"there is no program {stem} here", remedy=remedy)
    return found
