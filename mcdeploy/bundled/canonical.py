"""The canonical form of the model: a JSON document, and the predictor that reads it.

The predictor needs NumPy and nothing else; every other form of the model is held against it.
"""

import json
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled.strategy import Strategy
from mcdeploy.errors import ModelError
from mcdeploy.records import canonical

FORMAT = "mcdeploy/logistic-regression"
VERSION = 1


@dataclass(frozen=True, slots=True, eq=False)
class Classifier:
    """k classes, p features: `mean` and `scale` have shape (p,), `coefficients` (k, p) and
    `intercepts` (k,); all are float64."""

    strategy: Strategy
    classes: tuple[str, ...]
    features: tuple[str, ...]
    mean: NDArray[np.float64]
    scale: NDArray[np.float64]
    coefficients: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def predict_proba(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The probability of each class for rows of shape (n, p), as (n, k); each row sums to 1.

        ModelError when the shape does not fit or a value is not finite.
        """
        self._check(rows)
        scores = (rows - self.mean) / self.scale @ self.coefficients.T + self.intercepts
        if self.strategy is Strategy.ONE_VS_REST:
            scores = -np.logaddexp(0.0, -scores)  # the logarithm of the sigmoid
        odds = np.exp(scores - scores.max(axis=1, keepdims=True))
        return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)

    def predict(self, rows: NDArray[np.float64]) -> NDArray[np.int64]:
        """For each row the index of its most probable class, of shape (n,)."""
        return np.asarray(self.predict_proba(rows).argmax(axis=1), dtype=np.int64)

    def _check(self, rows: NDArray[np.float64]) -> None:
        if rows.ndim != 2 or rows.shape[1] != len(self.features):
            raise ModelError(
                "the rows to predict",
                f"their shape is {rows.shape}, not (rows, {len(self.features)})",
                remedy="give one column for each feature, in the order of the model",
            )
        if not np.isfinite(rows).all():
            row, column = np.argwhere(~np.isfinite(rows))[0]
            raise ModelError(
                "the rows to predict",
                f"row {row}, feature {self.features[column]!r} is not a finite number",
                remedy="fill missing values in before asking the model",
            )


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
