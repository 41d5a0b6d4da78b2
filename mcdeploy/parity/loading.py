"""A package is loaded by its service's own code, in an environment of its own, and asked."""

import hashlib
import inspect
import json
import sysconfig
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from mcdeploy.catalog.runtime import Runtime, runtime
from mcdeploy.domain import Answer, Answers, Kind, Listener, quiet
from mcdeploy.environments import cache, environment, run
from mcdeploy.environments.environment import LOCKS
from mcdeploy.environments.program import HOST
from mcdeploy.errors import EnvironmentMissing, ModelError
from mcdeploy.parity import installed
from mcdeploy.parity.loaders import Loader, loader
from mcdeploy.parity.package import Package
from mcdeploy.version import VERSION

if TYPE_CHECKING:
    from numpy.typing import NDArray

Canonical = Callable[[bytes], Answer]
"""From a canonical document to the model in it."""

SAID = "said.json"
SHARED = sorted((HOST.parent / "programs").glob("*.py"))
"""What programs of several rooms are made of."""

PATIENCE = 1_800.0
"""Seconds for a service's code to load the package and to answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a package said, and which code loaded it."""

    answers: Answers
    loader: str


def answers(
    package: Package,
    values: "NDArray[np.float64]",
    canonical: Canonical,
    listener: Listener = quiet,
    *,
    fresh: bool = False,
) -> Said:
    """What the package says of rows of shape (n, p), float64.

    The plain package of a canonical model is asked in this process, through `canonical`; every
    other one by its service's own code in the runtime's environment, which is made first where it
    is not there. Equal packages are asked equal questions once on a machine, unless the answers
    must be `fresh`. Raises EnvironmentMissing when that environment cannot be made, or holds other
    libraries than its lock files say, ProgramError when the service's code fails, and ModelError or
    IntegrityError when the package is not what it should be.
    """
    if package.packaging.kind is Kind.PLAIN:
        return Said(canonical((package.model / "model.json").read_bytes())(values), "mcdeploy")
    found, by = _runtime(package), loader(package.packaging)

    def ask() -> Mapping[str, object]:
        python = environment(found.locks, found.python, listener, told=_told(package))
        answered = installed.told(python, by.libraries, found.locks, _told(package))
        return {**_ask(python, by, package.model, values), "loader": answered}

    said = ask() if fresh else _kept(_key(package, found, by, values), ask)
    return Said(_said(said), str(said["loader"]))


def _kept(key: str, ask: Callable[[], Mapping[str, object]]) -> Mapping[str, object]:
    """What was said under this key, asked only where nobody asked before."""

    def make(folder: Path) -> None:
        (folder / SAID).write_text(json.dumps(ask()))

    kept: Mapping[str, object] = json.loads(
        (cache.folder("answers", key, make) / SAID).read_bytes()
    )
    return kept


def _runtime(package: Package) -> Runtime:
    found = runtime(package.packaging)
    if found is None or not found.locks:
        raise EnvironmentMissing(
            _told(package),
            "its environment can no longer be made: the catalogue has no lock file for it",
            remedy="name another runtime",
        )
    return found


def _told(package: Package) -> str:
    return f"{package.packaging.kind} {package.packaging.runtime}"


def _ask(
    python: Path, by: Loader, model: Path, values: "NDArray[np.float64]"
) -> Mapping[str, object]:
    with tempfile.TemporaryDirectory(prefix="mcdeploy-") as name:
        rows, work = Path(name, "rows.npy"), Path(name, "work")
        work.mkdir()
        np.save(rows, values, allow_pickle=False)
        request = {**by.prepare(model, work), "rows": str(rows)}
        return run(python, by.program, request, timeout=PATIENCE)


def _said(told: Mapping[str, Any]) -> Answers:
    labels = np.array(list(map(str, told["labels"])), dtype=np.str_)
    try:
        probabilities = np.array(told["probabilities"], dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise ModelError("the package", "its probabilities are no table of numbers") from error
    return Answers(tuple(told["classes"]), labels, probabilities)


def _key(package: Package, found: Runtime, by: Loader, values: "NDArray[np.float64]") -> str:
    """The digest of all that the answers depend on: the runtime, the code that comes before its
    own, the versions of that, the rows, and the package."""
    where = sysconfig.get_platform()
    told = hashlib.sha256(f"{VERSION} {_told(package)} {found.python} {where}\n".encode())
    code = (by.program, HOST, Path(inspect.getfile(by.prepare)), *SHARED)
    for path in (*code, *(LOCKS / f"{name}.txt" for name in found.locks)):
        told.update(hashlib.sha256(path.read_bytes()).digest())
    told.update(f"{values.shape}\n".encode())
    told.update(values.tobytes())
    for part in _files(package.model):
        told.update(part)
    return told.hexdigest()[:32]


def _files(folder: Path) -> Iterator[bytes]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield f"{path.relative_to(folder).as_posix()}\n{digest}\n".encode()
