"""MLflow models: their folders, and those that a tracking server has."""

import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Kind, Listener, Packaging
from mcdeploy.environments import ProgramError, cache, environment, run
from mcdeploy.errors import ModelError
from mcdeploy.own.files import files
from mcdeploy.own.mlmodel import MOST, parsed
from mcdeploy.records import canonical
from mcdeploy.store.digest import chunks, digest

MLMODEL = "MLmodel"
SERVER = "MLFLOW_TRACKING_URI"
_PASSWORD = re.compile(r"//[^/\s]*@")
"""A user, and a password, before the name of a host."""

PROGRAM = Path(__file__).parent / "programs" / "fetch_mlflow.py"


@dataclass(frozen=True, slots=True)
class SklearnFlavor:
    """What an MLmodel says of a scikit-learn dump: where it lies in the folder, and the version
    that wrote it."""

    dump: str
    version: str


def fetch(model: Path | str, listener: Listener) -> Path:
    """The folder of the model: it, or what the tracking server gives, in the cache.

    Raises ModelError when there is no MLmodel in it, or when the server gives nothing, and
    EnvironmentMissing when MLflow cannot be installed here.
    """
    folder = model if isinstance(model, Path) else _registered(model, listener)
    if not (folder / MLMODEL).is_file():
        remedy = "name the folder that holds the MLmodel"
        raise ModelError(str(model), f"there is no {MLMODEL} in it", remedy=remedy)
    return folder


def sklearn_flavor(mlmodel: Path) -> SklearnFlavor | None:
    """What an MLmodel says of scikit-learn, if it does. ModelError when it is none."""
    document = _document(mlmodel)
    flavors = document.get("flavors")
    said = flavors.get("sklearn") if isinstance(flavors, Mapping) else None
    if not isinstance(said, Mapping):
        return None
    dump, version = said.get("pickled_model"), said.get("sklearn_version")
    if isinstance(dump, str) and isinstance(version, str):
        return SklearnFlavor(dump, version)
    raise _unreadable(mlmodel, "its sklearn flavor does not say what the dump is")


def _document(mlmodel: Path) -> Mapping[str, Any]:
    try:
        with mlmodel.open("rb") as file:
            return parsed(file.read(MOST + 1))
    except OSError as error:
        raise _unreadable(mlmodel, f"it cannot be read: {error}") from error
    except ValueError as error:
        raise _unreadable(mlmodel, str(error)) from error


def _unreadable(mlmodel: Path, what: str) -> ModelError:
    return ModelError(str(mlmodel), what, remedy="save the model with MLflow again")


def _registered(name: str, listener: Listener) -> Path:
    """What the server has may change under the same name, so it is asked each time."""
    with tempfile.TemporaryDirectory(prefix="mcdeploy-") as temporary:
        found = _downloaded(name, Path(temporary), listener)
        listed = {
            path: digest(chunks(file)).checksums().sha256 for path, file in files(found).items()
        }
        key = str(digest([canonical.encode(listed)]).checksums().sha256)
        return cache.folder("weights", key, lambda into: _move(found, into))


def _move(found: Path, into: Path) -> None:
    for entry in found.iterdir():
        shutil.move(entry, into / entry.name)


def _downloaded(name: str, into: Path, listener: Listener) -> Path:
    if not os.environ.get(SERVER):
        remedy = f"set {SERVER}, or give the model's folder"
        raise ModelError(name, f"{SERVER} says of no tracking server", remedy=remedy)
    told = {key: value for key, value in os.environ.items() if key.startswith("MLFLOW_")}
    try:
        said = run(
            _python(listener),
            PROGRAM,
            {"uri": name, "into": str(into), "environ": told},
            timeout=3600,
        )
    except ProgramError as error:
        remedy = f"look at `model.mlflow` and at the server of {SERVER}"
        raise ModelError(name, _PASSWORD.sub("//", error.what), remedy=remedy) from None
    return Path(str(said["folder"]))


def _python(listener: Listener) -> Path:
    """The environment in which MLflow models are served too."""
    known = runtime(Packaging(Kind.AZUREML, default(Kind.AZUREML)))
    assert known is not None  # noqa: S101  # the catalogue has it
    return environment(known.locks, known.python, listener, told="MLflow")
