"""Files that are known by their names: code that a loader imports by its place beside a model."""

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mcdeploy.own.looking.finding import Unsafe

MLMODEL, CONFIGURATION = "MLmodel", "config.json"
TENSORFLOW = ("saved_model.pb", "saved_model.pbtxt")
WITHIN = "!"
"""What parts an archive's path from that of its member."""

_COMPILED = (".pyc", ".pyo", ".pyd", ".so", ".dll", ".dylib")


def last(path: str) -> str:
    """The name of a file, or of what is packed in one."""
    return PurePosixPath(path.replace(WITHIN, "/")).name


def known_by_name(paths: Iterable[str]) -> Iterator[Unsafe]:
    """Compiled code, TensorFlow's programs, and Python files beside an MLmodel or a configuration
    of Hugging Face, wherever they are packed: each loader has ways of its own to import them."""
    names = {path: last(path) for path in paths}
    mlflow = MLMODEL in names.values()
    configured = any(name.endswith(CONFIGURATION) for name in names.values())
    for path, name in names.items():
        suffix = PurePosixPath(name).suffix.lower()
        if name in TENSORFLOW:
            yield Unsafe(path, "is a program of TensorFlow")
        elif suffix in _COMPILED:
            yield Unsafe(path, "is compiled code")
        elif suffix == ".py" and mlflow:
            yield Unsafe(path, "is code that MLflow imports with the model")
        elif suffix == ".py" and configured:
            yield Unsafe(path, f"is code, and a {CONFIGURATION} may name it as the model's")
