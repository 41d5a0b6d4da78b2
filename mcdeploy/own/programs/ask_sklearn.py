"""Asks a scikit-learn dump. It runs in the environment of the version that wrote it, since loading
a dump runs whatever is in it."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np

BESIDE = runpy.run_path(str(Path(__file__).with_name("load_sklearn.py")))
load, texts = BESIDE["load"], BESIDE["texts"]


def main(request: dict[str, Any]) -> dict[str, list[str]]:
    """Ask the dump at `model` about the rows at `rows`; write what it says at `probabilities`."""
    model = load(request)
    rows = np.load(request["rows"], allow_pickle=False)
    classes = getattr(model, "classes_", None)
    if not isinstance(classes, np.ndarray) or classes.ndim != 1:
        raise ValueError("there is no classifier of one label a row in it: it has no classes_")
    labels = np.asarray(model.predict(rows))
    if not hasattr(model, "predict_proba"):
        raise ValueError(f"a {type(model).__name__} says no probabilities")
    probabilities = np.asarray(model.predict_proba(rows), dtype=np.float64)
    np.save(request["probabilities"], probabilities, allow_pickle=False)
    return {"classes": texts(classes), "labels": texts(labels)}
