"""An ONNX file, loaded by onnxruntime: the vendor's own code for every service that serves ONNX.

`input`, `labels` and `probabilities` are names that the service's own settings give; where they
give none, the model's are taken. Classes are those of a `zipmap`, or of the model's property
`classes`. Runs in the environment of the runtime.
"""

from __future__ import annotations

import json
from typing import Any

FLOATS = {"tensor(double)": "float64", "tensor(float)": "float32"}


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy
    import onnxruntime  # type: ignore[import-not-found]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        request["model"], options, providers=["CPUExecutionProvider"]
    )
    rows = numpy.load(request["rows"], allow_pickle=False)
    fed = feed(session.get_inputs(), request.get("input"), rows)
    names = [request.get("labels"), request.get("probabilities")]
    labels, probabilities = session.run(names if all(names) else outputs(session), fed)
    classes, numbers = table(probabilities)
    named = session.get_modelmeta().custom_metadata_map.get("classes")
    return {
        "classes": classes or json.loads(named or "[]"),
        "labels": list(map(str, labels.ravel().tolist())),
        "probabilities": numbers,
    }


def feed(inputs: list[Any], name: str | None, rows: Any) -> dict[str, Any]:
    chosen = [one for one in inputs if name in (None, one.name)]
    if len(chosen) != 1 or chosen[0].type not in FLOATS:
        known = ", ".join(f"{one.name}: {one.type}" for one in inputs)
        raise ValueError(f"one input of floats named {name or 'at will'} is wanted, it has {known}")
    return {chosen[0].name: rows.astype(FLOATS[chosen[0].type])}


def outputs(session: Any) -> list[str]:
    """First the labels, text or integers, then the probabilities, in whatever order it has them."""
    said = session.get_outputs()
    labels = [one.name for one in said if one.type in ("tensor(string)", "tensor(int64)")]
    others = [one.name for one in said if one.name not in labels]
    if len(labels) != 1 or len(others) != 1:
        known = ", ".join(f"{one.name}: {one.type}" for one in said)
        raise ValueError(
            f"one output of labels and one of probabilities are wanted, it has {known}"
        )
    return [labels[0], others[0]]


def table(probabilities: Any) -> tuple[list[str], list[list[float]]]:
    """A matrix says nothing of its classes; a list of mappings (`zipmap`) does."""
    if not isinstance(probabilities, list):
        return [], probabilities.tolist()
    keys = list(probabilities[0])
    return list(map(str, keys)), [[one[key] for key in keys] for one in probabilities]
