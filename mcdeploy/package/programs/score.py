"""Answers requests of Azure ML with the model that is deployed, in float64.

A request is JSON, `{"data": [[...], ...]}`, a row of numbers for each answer that is wanted. The
answer is JSON, `{"classes": [...], "labels": [...], "probabilities": [[...], ...]}`, the last in
the order of the classes.
"""

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import joblib
import numpy as np


def init() -> None:
    """Called once, before requests come."""
    model()


def run(raw_data: str) -> dict[str, Any]:
    """Called for each request."""
    rows = np.array(json.loads(raw_data)["data"], dtype=np.float64)
    return {
        "classes": list(map(str, model().classes_)),
        "labels": list(map(str, model().predict(rows))),
        "probabilities": model().predict_proba(rows).tolist(),
    }


@cache
def model() -> Any:
    """The only `model.joblib` in the folder of the model that is deployed."""
    (path,) = Path(os.environ["AZUREML_MODEL_DIR"]).rglob("model.joblib")
    return joblib.load(path)
