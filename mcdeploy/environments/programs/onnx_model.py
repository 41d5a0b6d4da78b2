"""An ONNX classifier, asked through onnxruntime: which of its outputs says what.

It has one input of floats, of shape (n, p). Of its outputs exactly one holds the probabilities: a
table of floats of shape (n, k), or a list of mappings (`zipmap`) from the classes. Another one may
hold labels, text or integers; a model that says none has the class of the greatest probability.
Classes are those of the mappings, else of the model's property `classes` (a JSON list), else they
are numbered. Read by programs that run where onnxruntime is.
"""

from __future__ import annotations

import json
from typing import Any

import numpy as np

FLOATS = {"tensor(double)": np.float64, "tensor(float)": np.float32}


def opened(path: str) -> Any:
    """A session of one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])


def answers(session: Any, rows: Any) -> tuple[list[str], list[str], Any]:
    """Classes and labels, text, and probabilities, float64 of shape (n, k)."""
    given = session.get_inputs()
    if len(given) != 1 or given[0].type not in FLOATS:
        told = ", ".join(f"{one.name}: {one.type}" for one in given)
        raise ValueError(f"it takes one input of float or double, this one takes {told}")
    outputs = session.run(None, {given[0].name: rows.astype(FLOATS[given[0].type])})
    tables = [one for one in outputs if is_table(one)]
    labels = [one for one in outputs if is_labels(one)]
    if len(tables) != 1 or len(labels) > 1:
        told = ", ".join(f"{one.name}: {one.type}" for one in session.get_outputs())
        raise ValueError(f"one output of probabilities, and at most one of labels; it has {told}")
    named = session.get_modelmeta().custom_metadata_map.get("classes")
    keys, numbers = table(tables[0])
    classes = keys or json.loads(named or "[]") or list(range(numbers.shape[1]))
    found = np.ravel(labels[0]) if labels else [classes[at] for at in numbers.argmax(axis=1)]
    return list(map(str, classes)), list(map(str, found)), numbers


def is_table(output: Any) -> bool:
    if isinstance(output, list):
        return all(isinstance(one, dict) for one in output)
    return np.ndim(output) == 2 and np.asarray(output).dtype.kind == "f"


def is_labels(output: Any) -> bool:
    """One for each row, whatever it is; as a column too, where it cannot be a probability."""
    if isinstance(output, list):
        return False
    return np.ndim(output) == 1 or np.asarray(output).dtype.kind in "iuOUS"


def table(output: Any) -> tuple[list[Any], Any]:
    """The classes, where it names them, and the numbers."""
    if not isinstance(output, list):
        return [], np.asarray(output, np.float64)
    keys = list(output[0])
    return keys, np.array([[one[key] for key in keys] for one in output], np.float64)
