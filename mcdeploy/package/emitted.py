"""The bundled model, written by a program in the environment of a runtime, kept in the cache."""

import hashlib
from pathlib import Path

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Listener, Model
from mcdeploy.environments import cache, environment, run
from mcdeploy.errors import EnvironmentMissing

DOCUMENT = "model.json"


def emitted(model: Model, runtime: Runtime, program: Path, form: str, listener: Listener) -> Path:
    """The file that the program's `main({"model": …, form: …})` writes from the canonical document,
    under the digest of all that it is made from.

    Raises EnvironmentMissing when the runtime's environment cannot be made here.
    """
    told = f"{runtime.kind} {runtime.name}"
    if not runtime.locks:
        raise EnvironmentMissing(
            told,
            f"{runtime.library} {runtime.version} cannot be installed here any more",
            remedy="choose a newer runtime for this target",
        )
    python = environment(runtime.locks, runtime.python, listener, told=told)
    document = _bytes(model.files[DOCUMENT])

    def make(folder: Path) -> None:
        (folder / DOCUMENT).write_bytes(document)
        run(python, program, {"model": str(folder / DOCUMENT), form: str(folder / _name(form))})

    key = _digest(document, program.read_bytes(), str(python).encode(), form.encode())
    return cache.folder("emitted", key, make) / _name(form)


def _name(form: str) -> str:
    return f"model.{form}"


def _bytes(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.read_bytes()


def _digest(*parts: bytes) -> str:
    """Of the parts' digests: no two lists of parts have the same."""
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()
