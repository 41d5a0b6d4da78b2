"""An ONNX file, loaded by onnxruntime: the vendor's own code for every service that serves ONNX.

Where the service is `configured`, the types that its settings give to the tensors must be the
model's. Classes are those of a `zipmap`, or of the model's property `classes`. Runs in the
environment of the runtime.
"""

from __future__ import annotations

import json
from typing import Any

FLOATS = {"tensor(double)": "float64", "tensor(float)": "float32"}
TYPES = {
    "tensor(double)": "TYPE_FP64",
    "tensor(float)": "TYPE_FP32",
    "tensor(int64)": "TYPE_INT64",
    "tensor(string)": "TYPE_STRING",
}


def main(request: dict[str, Any]) -> dict[str, Any]:
    import numpy
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        request["model"], options, providers=["CPUExecutionProvider"]
    )
    check(session, request.get("configured"))
    rows = numpy.load(request["rows"], allow_pickle=False)
    labels, probabilities = session.run(outputs(session), feed(session.get_inputs(), rows))
    classes, numbers = table(probabilities)
    named = session.get_modelmeta().custom_metadata_map.get("classes")
    return {
        "classes": classes or json.loads(named or "[]"),
        "labels": list(map(str, labels.ravel().tolist())),
        "probabilities": numbers,
    }


def check(session: Any, configured: dict[str, str] | None) -> None:
    """A server refuses a model that is not as it is configured."""
    has = {f"input {one.name}": TYPES.get(one.type, one.type) for one in session.get_inputs()}
    has |= {f"output {one.name}": TYPES.get(one.type, one.type) for one in session.get_outputs()}
    if configured is not None and configured != has:
        raise ValueError(f"it is configured to have {configured}, and has {has}")


def feed(inputs: list[Any], rows: Any) -> dict[str, Any]:
    if len(inputs) != 1 or inputs[0].type not in FLOATS:
        known = ", ".join(f"{one.name}: {one.type}" for one in inputs)
        raise ValueError(f"one input, a table of floats, is wanted; it has {known}")
    return {inputs[0].name: rows.astype(FLOATS[inputs[0].type])}


def outputs(session: Any) -> list[str]:
    """First the labels, text or integers, then the probabilities, in whatever order it has them."""
    said = session.get_outputs()
    labels = [one.name for one in said if one.type in ("tensor(string)", "tensor(int64)")]
    others = [one.name for one in said if one.name not in labels]
    if len(labels) != 1 or len(others) != 1:
        known = ", ".join(f"{one.name}: {one.type}" for one in said)
        raise ValueError(f"an output of labels and one of probabilities are wanted; it has {known}")
    return [labels[0], others[0]]


def table(probabilities: Any) -> tuple[list[str], list[list[float]]]:
    """A matrix says nothing of its classes; a list of mappings (`zipmap`) does."""
    if not isinstance(probabilities, list):
        return [], probabilities.tolist()
    keys = list(probabilities[0])
    return list(map(str, keys)), [[one[key] for key in keys] for one in probabilities]
