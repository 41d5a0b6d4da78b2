"""A scikit-learn model in a file that MLflow reads."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Form, Listener, Model
from mcdeploy.environments import environment, run
from mcdeploy.package import emission
from mcdeploy.package.own_dump import SKOPS, own_dump

PICKLES = (".pkl", ".pickle")
"""A joblib dump is none: MLflow reads with `pickle`, which does not know joblib's arrays."""
PROGRAM = Path(__file__).parent / "programs" / "untrusted_types.py"


@dataclass(frozen=True, slots=True)
class Serialized:
    """The file's name and bytes, MLflow's word for its format, and the types that skops has to be
    told to trust."""

    file: str
    format: str
    content: Content
    trusted: Sequence[str] = ()


def serialized(model: Model, runtime: Runtime, listener: Listener) -> Serialized:
    """The bundled model as skops, which runs no code when it is loaded; a model that somebody
    brought as the skops file or the pickle that it is.

    Raises ModelError for a model of another form, and EnvironmentMissing when the runtime's
    environment cannot be made here.
    """
    if model.form is Form.CANONICAL:
        content = emission.skops_(model, runtime, listener)
        return Serialized("model.skops", "skops", content, emission.TRUSTED_TYPES)
    if any(PurePosixPath(path).suffix in SKOPS for path in model.files):
        content = emission.skops_(model, runtime, listener)
        return Serialized("model.skops", "skops", content, _types(content, runtime, listener))
    content = own_dump(model, PICKLES, f"{runtime.kind} {runtime.name}")
    return Serialized("model.pkl", "pickle", content)


def _types(content: Content, runtime: Runtime, listener: Listener) -> list[str]:
    """Whether these may be trusted was decided when the model was taken; here they are named."""
    told = f"{runtime.kind} {runtime.name}"
    python = environment(runtime.locks, runtime.python, listener, told=told)
    with tempfile.NamedTemporaryFile(suffix=".skops") as file:
        if isinstance(content, bytes):
            file.write(content)
            file.flush()
        path = file.name if isinstance(content, bytes) else str(content.absolute())
        types = run(python, PROGRAM, {"skops": path})["types"]
    return list(map(str, types)) if isinstance(types, list) else []
