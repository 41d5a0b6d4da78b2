"""An MLflow model: a folder that MLflow, and every service built on it, can load."""

import json
from collections.abc import Mapping
from typing import Any

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Form, Model
from mcdeploy.environments.pins import pins
from mcdeploy.package import conda
from mcdeploy.package.core import Core
from mcdeploy.package.hashed import sha256
from mcdeploy.package.mlmodel import FILE, Described, examples, mlmodel
from mcdeploy.package.serialized import Serialized, serialized
from mcdeploy.store.digest import chunks

PACKAGES = ("joblib", "mlflow", "numpy", "pandas", "scikit-learn", "scipy", "skops")


def folder(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Its files by path. An MLflow folder that somebody brought stays as it is. Raises as
    `serialized` does."""
    if core.model.form is Form.MLFLOW:
        return core.model.files
    dump = serialized(core.model, runtime, core.listener)
    row = _example(core.model)
    return {
        dump.file: dump.content,
        FILE: mlmodel(_described(core.model, runtime, dump, example=bool(row))),
        **conda.files(runtime, PACKAGES),
        **(examples(row) if row else {}),
    }


def _described(model: Model, runtime: Runtime, dump: Serialized, *, example: bool) -> Described:
    return Described(
        file=dump.file,
        serialization=dump.format,
        sha256=sha256(dump.content, dump.file),
        python=conda.python_version(runtime),
        mlflow=pins(runtime.locks)["mlflow-skinny"],
        sklearn=runtime.version,
        features=_features(model),
        trusted=dump.trusted,
        example=example,
    )


def _features(model: Model) -> int | None:
    """How many numbers make a row; None where nobody knows."""
    if model.form is Form.CANONICAL:
        return len(_document(model)["features"])
    return None if model.rows is None else int(model.rows.shape[1])


def _example(model: Model) -> list[float]:
    """The mean of the rows that it learned from, which is nobody's data; empty where unknown."""
    if model.form is not Form.CANONICAL:
        return []
    return [float(number) for number in _document(model)["mean"]]


def _document(model: Model) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(chunks(model.files["model.json"])))
    return document
