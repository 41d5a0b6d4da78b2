"""Asks an ONNX model through onnxruntime, in an environment of its own."""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np

ROOMS = Path(__file__).parents[2]
ONNX = runpy.run_path(str(ROOMS / "environments" / "programs" / "onnx_model.py"))


def main(request: dict[str, Any]) -> dict[str, list[str]]:
    """Ask the model at `model` about the rows at `rows`; write what it says at `probabilities`."""
    session = ONNX["opened"](request["model"])
    rows = np.load(request["rows"], allow_pickle=False)
    classes, labels, probabilities = ONNX["answers"](session, rows)
    np.save(request["probabilities"], probabilities, allow_pickle=False)
    return {"classes": classes, "labels": labels}
