"""uv, which makes the environments: where it is, and what it is told."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from mcdeploy.errors import EnvironmentMissing

BUILD = Path(__file__).parent / "locks" / "build.txt"
"""What packages without a wheel are built with."""
_PATIENCE = 1800.0
_TOLD = 12


def install(into: Path, locks: Sequence[Path], python: str, *, told: str) -> None:
    """Make a virtual environment in the folder that holds what the lock files pin, and no more.

    Raises EnvironmentMissing when there is no uv, no such Python, or a package does not come.
    """
    uv = _uv(told)
    _call(
        [uv, "venv", "--quiet", "--clear", "--relocatable", "--python", python, str(into)],
        into.parent,
        told,
        f"there is no Python {python}",
        remedy="install one that uv finds: on PATH, by pyenv, or by `uv python install`",
    )
    sync = [uv, "pip", "sync", "--quiet", "--require-hashes", "--build-constraints", str(BUILD)]
    _call(
        [*sync, "--python", str(into), *map(str, locks)],
        into.parent,
        told,
        "its packages cannot be installed",
        remedy="see that the package index is reached (UV_DEFAULT_INDEX, HTTPS_PROXY), "
        "or name another runtime",
    )


def _uv(told: str) -> str:
    try:
        from uv import find_uv_bin

        return str(find_uv_bin())
    except (ImportError, FileNotFoundError):
        found = shutil.which("uv")
    if found is None:
        raise EnvironmentMissing(
            told,
            "its environment is made by uv, which is not there",
            remedy="pip install 'mcdeploy[native]'",
        )
    return found


def _call(command: list[str], folder: Path, told: str, failed: str, *, remedy: str) -> None:
    """It runs in the cache, outside of any project, so that no project's settings are read."""
    try:
        subprocess.run(
            command,
            check=True,
            capture_output=True,
            text=True,
            errors="replace",
            cwd=folder,
            env=_environ(),
            stdin=subprocess.DEVNULL,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired as late:
        raise EnvironmentMissing(
            told, f"{failed}: uv did not end in {_PATIENCE:.0f} s", remedy=remedy
        ) from late
    except subprocess.CalledProcessError as error:
        words = "\n".join(str(error.stderr).strip().splitlines()[-_TOLD:])
        raise EnvironmentMissing(told, f"{failed}\n{words}", remedy=remedy) from error


def _environ() -> dict[str, str]:
    """Ours, with the interpreter that runs us first on the path and pyenv's last. What is installed
    is for the lock files to say: of uv's settings those are kept that say where it comes from."""
    ours = Path(sys.base_exec_prefix, "bin")
    path = [str(ours), os.environ.get("PATH", os.defpath), *map(str, _pyenv())]
    kept = {name: value for name, value in os.environ.items() if not _leads_astray(name)}
    return {"UV_PYTHON_PREFERENCE": "system", **kept, "PATH": os.pathsep.join(path)}


def _leads_astray(name: str) -> bool:
    if name in ("PYTHONHOME", "PYTHONPATH"):  # what is built, when there is no wheel
        return True
    return name.startswith("UV_") and not _ORIGIN.match(name)


_ORIGIN = re.compile(
    "UV_(DEFAULT_INDEX|EXTRA_INDEX_URL|FIND_LINKS|INDEX|NO_INDEX|KEYRING_PROVIDER|CREDENTIALS_DIR"
    "|CACHE_DIR|NO_CACHE|LINK_MODE|OFFLINE|HTTP_|REQUEST_TIMEOUT|CONCURRENT_"
    "|INSECURE_HOST|NATIVE_TLS|SYSTEM_CERTS|CONFIG_FILE|NO_CONFIG"
    "|MANAGED_PYTHON|NO_MANAGED_PYTHON|PYTHON_(CACHE|DOWNLOADS|INSTALL|PREFERENCE))"
)


def _pyenv() -> list[Path]:
    """The folders of the Pythons that pyenv keeps, newest first."""
    base = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv")
    return sorted((base / "versions").glob("*/bin"), key=_version, reverse=True)


def _version(folder: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", folder.parent.name)]
