"""The file MLmodel, which tells MLflow what lies in a folder and how to load it.

Source: the format that mlflow 3.17 writes and reads, November 2026. What it makes up anew each time
it saves a model (an identifier, a time) is derived from the content here, or fixed.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from mcdeploy.package.conda import yaml_bytes

FILE = "MLmodel"
CREATED = "1980-01-01 00:00:00.000000"
EXAMPLE, REQUEST = "input_example.json", "serving_input_example.json"


@dataclass(frozen=True, slots=True)
class Described:
    """A scikit-learn model in a folder: its file, in one of MLflow's serialization formats, the
    SHA-256 of the file, and the versions that load it. `features` is how many numbers make a row,
    where that is known; `trusted` are the types that skops is told to trust."""

    file: str
    serialization: str
    sha256: str
    python: str
    mlflow: str
    sklearn: str
    features: int | None = None
    trusted: Sequence[str] = ()
    example: bool = False


def mlmodel(model: Described) -> bytes:
    """The file's bytes."""
    document: dict[str, object] = {
        "flavors": {"python_function": _python_function(model), "sklearn": _sklearn(model)},
        "mlflow_version": model.mlflow,
        "model_uuid": hashlib.sha256(f"{model.sha256} {model.sklearn}".encode()).hexdigest()[:32],
        "utc_time_created": CREATED,
    }
    if model.features is not None:
        document["signature"] = _signature(model.features)
    if model.example:
        document["saved_input_example_info"] = {
            "artifact_path": EXAMPLE,
            "serving_input_path": REQUEST,
            "type": "ndarray",
        }
    return yaml_bytes(document)


def examples(row: Sequence[float]) -> dict[str, bytes]:
    """A row to try the model with, as an array and as a request to MLflow's scoring server."""
    return {
        EXAMPLE: json.dumps([row]).encode(),
        REQUEST: json.dumps({"inputs": [row]}).encode(),
    }


def _python_function(model: Described) -> dict[str, object]:
    return {
        "env": {"conda": "conda.yaml", "virtualenv": "python_env.yaml"},
        "loader_module": "mlflow.sklearn",
        "model_path": model.file,
        "predict_fn": "predict",
        "python_version": model.python,
    }


def _sklearn(model: Described) -> dict[str, object]:
    return {
        "code": None,
        "pickled_model": model.file,
        "serialization_format": model.serialization,
        "sklearn_version": model.sklearn,
        "skops_trusted_types": list(model.trusted) or None,
    }


def _signature(features: int) -> dict[str, object]:
    """Rows of float64 to text."""
    return {
        "inputs": _tensor("float64", [-1, features]),
        "outputs": _tensor("str", [-1]),
        "params": None,
    }


def _tensor(kind: str, shape: list[int]) -> str:
    return json.dumps([{"type": "tensor", "tensor-spec": {"dtype": kind, "shape": shape}}])
