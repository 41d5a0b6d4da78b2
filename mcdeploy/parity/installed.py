"""Which libraries an environment really holds, beside what its lock files say."""

from collections.abc import Sequence
from importlib.metadata import distributions
from pathlib import Path

from mcdeploy.environments.pins import pins
from mcdeploy.errors import EnvironmentMissing


def told(python: Path, libraries: Sequence[str], locks: Sequence[str], who: str) -> str:
    """The libraries with the versions that are installed for this interpreter; one that the lock
    files do not pin is told as it is. EnvironmentMissing when another version is there."""
    pinned, there = pins(locks), _versions(python, libraries)
    for name in libraries:
        if there.get(name) != pinned.get(name):
            raise EnvironmentMissing(
                who,
                f"its environment is another one: it holds {name} {there.get(name, 'nowhere')}, "
                f"and the lock file says {pinned.get(name, 'nothing')}",
                remedy="delete `environments` in the cache of mcdeploy",
            )
    return ", ".join(f"{name} {there.get(name, '')}".rstrip() for name in libraries)


def _versions(python: Path, libraries: Sequence[str]) -> dict[str, str]:
    folders = [str(path) for path in python.parent.parent.glob("lib/python*/site-packages")]
    found = {}
    for name in libraries:
        for one in distributions(name=name, path=folders):
            found[name] = one.version
    return found
