"""Files that are known by their names: code that a loader imports by its place in the folder."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from mcdeploy.own.looking.finding import Unsafe

MLMODEL, CONFIG = "MLmodel", "config.json"
SMALL = 2**20
_COMPILED = (".pyc", ".pyo", ".pyd", ".so", ".dll", ".dylib")


def known_by_name(paths: Iterable[str]) -> Iterator[Unsafe]:
    """Compiled code, TensorFlow's programs, and the Python files of MLflow models."""
    names = [PurePosixPath(path) for path in paths]
    mlflow = any(name.name == MLMODEL for name in names)
    for name in names:
        if name.name == "saved_model.pb":
            yield Unsafe(str(name), "is a program of TensorFlow")
        elif name.suffix in _COMPILED:
            yield Unsafe(str(name), "is compiled code")
        elif mlflow and name.suffix == ".py":
            yield Unsafe(str(name), "is code that MLflow imports with the model")


def known_by_configuration(files: Mapping[str, Path]) -> Iterator[Unsafe]:
    """The Python files beside a configuration of Hugging Face that names classes of its own."""
    for name, path in files.items():
        folder = PurePosixPath(name).parent
        if PurePosixPath(name).name == CONFIG and _names_classes(path):
            beside = (one for one in files if PurePosixPath(one).parent == folder)
            for code in (one for one in beside if one.endswith(".py")):
                yield Unsafe(code, f"is code that {name} names as the model's (auto_map)")


def _names_classes(path: Path) -> bool:
    if path.stat().st_size > SMALL:
        return False
    try:
        document = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return False
    return isinstance(document, dict) and "auto_map" in document
