"""The environments themselves: made once on a machine, from lock files."""

import hashlib
import sysconfig
from collections.abc import Sequence
from pathlib import Path

from mcdeploy.domain import Installing, Listener, quiet
from mcdeploy.environments import cache
from mcdeploy.environments.installer import install
from mcdeploy.environments.wholeness import interpreter, whole

LOCKS = Path(__file__).parent / "locks"


def environment(
    locks: Sequence[str], python: str, listener: Listener = quiet, *, told: str
) -> Path:
    """The interpreter of an environment that holds exactly what the named lock files pin.

    `python` is a version as uv takes it (">=3.10,<3.13"), `told` is what people call the
    environment. It is made when it is not in the cache yet, or has lost a package, and the listener
    hears of that. Any number of threads and processes may ask at once. Raises EnvironmentMissing
    when it cannot be made here.
    """
    files = [LOCKS / f"{name}.txt" for name in locks]

    def make(folder: Path) -> None:
        listener(Installing(f"the runtime {told}"))
        install(folder, files, python, told=told)

    made = cache.folder(
        "environments", _key(files, python), make, whole=lambda folder: whole(folder, files)
    )
    return interpreter(made)


def _key(files: Sequence[Path], python: str) -> str:
    told = hashlib.sha256(f"{python}\n{sysconfig.get_platform()}\n".encode())
    for file in files:
        told.update(hashlib.sha256(file.read_bytes()).digest())
    return told.hexdigest()[:32]
