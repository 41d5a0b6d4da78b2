"""An ONNX file, loaded by onnxruntime: the vendor's own code for every service that serves ONNX.

Where the service is `configured`, the types that its settings give to the tensors must be the
model's. Runs in the environment of the runtime.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

ROOMS = Path(__file__).parents[2]
ONNX = runpy.run_path(str(ROOMS / "environments" / "programs" / "onnx_model.py"))

TYPES = {
    "tensor(double)": "TYPE_FP64",
    "tensor(float)": "TYPE_FP32",
    "tensor(int64)": "TYPE_INT64",
    "tensor(string)": "TYPE_STRING",
}


def main(request: dict[str, Any]) -> dict[str, Any]:
    import numpy

    session = ONNX["opened"](request["model"])
    check(session, request.get("configured"))
    rows = numpy.load(request["rows"], allow_pickle=False)
    classes, labels, probabilities = ONNX["answers"](session, rows)
    return {"classes": classes, "labels": labels, "probabilities": probabilities.tolist()}


def check(session: Any, configured: dict[str, str] | None) -> None:
    """A server refuses a model that is not as it is configured."""
    has = {f"input {one.name}": TYPES.get(one.type, one.type) for one in session.get_inputs()}
    has |= {f"output {one.name}": TYPES.get(one.type, one.type) for one in session.get_outputs()}
    if configured is not None and configured != has:
        raise ValueError(f"it is configured to have {configured}, and has {has}")
