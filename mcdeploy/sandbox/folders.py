"""Where the sandbox lives, by the XDG base directory specification."""

from collections.abc import Mapping
from pathlib import Path


def default_folder(environ: Mapping[str, str]) -> Path:
    """The sandbox that commands share when none is named; `MCDEPLOY_HOME` moves it."""
    home = environ.get("MCDEPLOY_HOME")
    if home:
        return Path(home).absolute() / "sandbox"
    return _base(environ, "XDG_STATE_HOME", ".local/state") / "mcdeploy" / "sandbox"


def cache_folder(environ: Mapping[str, str]) -> Path:
    """What can be fetched again."""
    return _base(environ, "XDG_CACHE_HOME", ".cache") / "mcdeploy"


def _base(environ: Mapping[str, str], name: str, otherwise: str) -> Path:
    """The specification says to ignore a relative path."""
    told = Path(environ.get(name) or "")
    return told if told.is_absolute() else Path(environ.get("HOME") or Path.home(), otherwise)
