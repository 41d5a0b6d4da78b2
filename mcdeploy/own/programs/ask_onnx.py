"""Asks an ONNX model through onnxruntime, in an environment of its own."""

from __future__ import annotations

from typing import Any

import numpy as np

FLOATS = {"tensor(double)": np.float64, "tensor(float)": np.float32}


def main(request: dict[str, Any]) -> dict[str, list[str]]:
    """Ask the model at `model` about the rows at `rows`; write what it says at `probabilities`."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        request["model"], options, providers=["CPUExecutionProvider"]
    )
    given = session.get_inputs()
    if len(given) != 1 or given[0].type not in FLOATS:
        told = ", ".join(f"{one.name}: {one.type}" for one in given)
        raise ValueError(f"it takes one input of float or double, this one takes {told}")
    rows = np.load(request["rows"], allow_pickle=False).astype(FLOATS[given[0].type])
    classes, labels, probabilities = said(session.run(None, {given[0].name: rows}))
    names = session.get_modelmeta().custom_metadata_map.get("classes")
    np.save(request["probabilities"], probabilities, allow_pickle=False)
    return answers(classes, labels, probabilities, names)


def said(outputs: list[Any]) -> tuple[list[Any] | None, list[Any] | None, Any]:
    """The classes, where the model names them, labels, where it gives them, and probabilities."""
    classes = labels = probabilities = None
    for one in outputs:
        if isinstance(one, list) and one and isinstance(one[0], dict):  # skl2onnx's zipmap
            classes = list(one[0])
            probabilities = np.array([[row[name] for name in classes] for row in one], np.float64)
        elif np.ndim(one) == 1:
            labels = np.asarray(one).tolist()
        elif np.ndim(one) == 2 and np.asarray(one).dtype.kind == "f":
            probabilities = np.asarray(one, np.float64)
    if probabilities is None:
        raise ValueError("none of its outputs are probabilities of shape (rows, classes)")
    return classes, labels, probabilities


def answers(
    classes: list[Any] | None, labels: list[Any] | None, probabilities: Any, names: str | None
) -> dict[str, list[str]]:
    """As text. Classes that nobody names are those of the metadata, else they are numbered; where
    the model says no label it is the class of the greatest probability."""
    import json

    known = classes or (json.loads(names) if names else list(range(probabilities.shape[1])))
    if labels is None:
        labels = [known[index] for index in probabilities.argmax(axis=1)]
    return {"classes": [str(name) for name in known], "labels": [str(label) for label in labels]}
