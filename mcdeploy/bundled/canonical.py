"""The canonical form of the model: a JSON document."""

import json
from typing import Any

import numpy as np

from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.errors import ModelError
from mcdeploy.records import canonical

FORMAT = "mcdeploy/logistic-regression"
VERSION = 1


def dump(model: Classifier) -> bytes:
    """Canonical JSON, each float in the shortest form that reads back as the same float64. Equal
    models give equal bytes."""
    document = {
        "format": FORMAT,
        "version": VERSION,
        "strategy": str(model.strategy),
        "classes": model.classes,
        "features": model.features,
        "mean": model.mean.tolist(),
        "scale": model.scale.tolist(),
        "coefficients": model.coefficients.tolist(),
        "intercepts": model.intercepts.tolist(),
    }
    return canonical.encode(document)


def load(data: bytes) -> Classifier:
    """The predictor in a canonical document. ModelError when it is not one."""
    try:
        document = json.loads(data)
        model = _read(document)
    except (ValueError, KeyError, TypeError) as error:
        raise _unreadable(f"it is not a {FORMAT} document ({error})") from error
    _check_shapes(model)
    return model


def _read(document: Any) -> Classifier:
    if (document["format"], document["version"]) != (FORMAT, VERSION):
        raise _unreadable(f"format {document['format']!r}, version {document['version']!r}")
    numbers = {
        key: np.array(document[key], dtype=np.float64)
        for key in ("mean", "scale", "coefficients", "intercepts")
    }
    return Classifier(
        strategy=Strategy(document["strategy"]),
        classes=tuple(map(str, document["classes"])),
        features=tuple(map(str, document["features"])),
        **numbers,
    )


def _check_shapes(model: Classifier) -> None:
    k, p = len(model.classes), len(model.features)
    expected = {"mean": (p,), "scale": (p,), "coefficients": (k, p), "intercepts": (k,)}
    for key, shape in expected.items():
        numbers = getattr(model, key)
        if numbers.shape != shape:
            raise _unreadable(f"{key} has shape {numbers.shape}, not {shape}")
        if not np.isfinite(numbers).all():
            raise _unreadable(f"{key} holds a value that is not a finite number")


def _unreadable(what: str) -> ModelError:
    return ModelError(
        "model.json", what, remedy=f"it must be a {FORMAT} document, version {VERSION}"
    )
