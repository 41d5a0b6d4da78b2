"""Answers requests with the model beside this folder, in float64.

Requests are JSON, `[[...], ...]` or `{"instances": [[...], ...]}`, or CSV without a header: a list
of numbers for each row. Answers are JSON, `{"classes": [...], "labels": [...], "probabilities":
[[...], ...]}`, or CSV: of each row its label and the probabilities, in the order of the classes.
"""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import joblib
import numpy as np

JSON = "application/json"
CSV = "text/csv"


def model_fn(model_dir: str) -> Any:
    return joblib.load(Path(model_dir) / "model.joblib")


def input_fn(body: bytes | str, content_type: str) -> Any:
    """Rows of shape (n, p), float64."""
    text = body if isinstance(body, str) else bytes(body).decode()
    kind = content_type.split(";")[0].strip().lower()
    if kind == JSON:
        told = json.loads(text)
        return rows(told["instances"] if isinstance(told, dict) else told)
    if kind == CSV:
        return rows([list(map(float, line)) for line in csv.reader(io.StringIO(text)) if line])
    raise ValueError(f"rows are taken as {JSON} or {CSV}, not as {content_type!r}")


def rows(told: Any) -> Any:
    array = np.array(told, dtype=np.float64)
    if array.ndim != 2:
        raise ValueError(f"rows have the shape (rows, features), not {array.shape}")
    return array


def predict_fn(data: Any, model: Any) -> dict[str, Any]:
    """Classes and labels, text, and probabilities."""
    return {
        "classes": list(map(str, model.classes_.tolist())),
        "labels": list(map(str, model.predict(data).tolist())),
        "probabilities": model.predict_proba(data).tolist(),
    }


def output_fn(prediction: dict[str, Any], accept: str) -> tuple[str, str]:
    if CSV not in accept:
        return json.dumps(prediction), JSON
    text = io.StringIO()
    lines = zip(prediction["labels"], prediction["probabilities"])  # noqa: B905  # old Pythons
    csv.writer(text, lineterminator="\n").writerows([label, *row] for label, row in lines)
    return text.getvalue(), CSV
