"""From the canonical document to an ONNX graph of plain double-precision operators.

It runs in the environment of onnxruntime. Opset 13 and IR version 7 (2020) are the oldest in which
all of these operators are what they still are: Triton and onnxruntime from 1.6 on read them. The
bytes say what the model is and nothing else: no version of what wrote them, no time.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike
from onnx import TensorProto, checker, helper, numpy_helper

OPSET, IR = 13, 7


def main(request: dict[str, str]) -> dict[str, str]:
    """Read the document at `model`; write the graph at `onnx`."""
    made = model(json.loads(Path(request["model"]).read_bytes()))
    checker.check_model(made, full_check=True)
    Path(request["onnx"]).write_bytes(made.SerializeToString(deterministic=True))
    return {}


def model(document: dict[str, Any]) -> Any:
    """Rows of shape (n, p), float64, to the label of each, text, and probabilities (n, k)."""
    classes, features = document["classes"], document["features"]
    nodes = [*scores(), *probabilities(document["strategy"]), *label()]
    graph = helper.make_graph(
        nodes,
        "logistic-regression",
        [value("rows", TensorProto.DOUBLE, "n", len(features))],
        [
            value("label", TensorProto.STRING, "n"),
            value("probabilities", TensorProto.DOUBLE, "n", len(classes)),
        ],
        initializer=[*weights(document), texts("classes", classes)],
    )
    made = helper.make_model(
        graph,
        producer_name="mcdeploy",
        ir_version=IR,
        opset_imports=[helper.make_opsetid("", OPSET)],
    )
    helper.set_model_props(made, {"classes": json.dumps(classes), "features": json.dumps(features)})
    return made


def weights(document: dict[str, Any]) -> Iterator[Any]:
    """The numbers of the document, as float64."""
    yield doubles("mean", document["mean"])
    yield doubles("scale", document["scale"])
    yield doubles("coefficients", np.transpose(document["coefficients"]))
    yield doubles("intercepts", document["intercepts"])
    if document["strategy"] == "one-vs-rest":
        yield doubles("one", 1.0)
        yield doubles("zero", 0.0)


def doubles(name: str, numbers: ArrayLike) -> Any:
    return numpy_helper.from_array(np.array(numbers, dtype="<f8", order="C"), name)


def texts(name: str, lines: list[str]) -> Any:
    return helper.make_tensor(name, TensorProto.STRING, [len(lines)], [s.encode() for s in lines])


def scores() -> Iterator[Any]:
    yield node("Sub", ["rows", "mean"], "centred")
    yield node("Div", ["centred", "scale"], "scaled")
    yield node("MatMul", ["scaled", "coefficients"], "weighted")
    yield node("Add", ["weighted", "intercepts"], "scores")


def probabilities(strategy: str) -> Iterator[Any]:
    """Softmax; of one-vs-rest it is taken of the logarithms of the sigmoids, min(s, 0) -
    log(1 + exp(-|s|)), which are finite where every sigmoid is too small for a number."""
    logits = "scores"
    if strategy == "one-vs-rest":
        yield node("Abs", ["scores"], "size")
        yield node("Neg", ["size"], "minus_size")
        yield node("Exp", ["minus_size"], "odds")
        yield node("Add", ["odds", "one"], "one_and_odds")
        yield node("Log", ["one_and_odds"], "softplus")
        yield node("Min", ["scores", "zero"], "negative")
        yield node("Sub", ["negative", "softplus"], "logits")
        logits = "logits"
    yield node("Softmax", [logits], "probabilities", axis=1)


def label() -> Iterator[Any]:
    """The class of the greatest score: sigmoids that round to the same number still have one."""
    yield node("ArgMax", ["scores"], "index", axis=1, keepdims=0)
    yield node("Gather", ["classes", "index"], "label", axis=0)


def node(operator: str, inputs: list[str], output: str, **attributes: int) -> Any:
    return helper.make_node(operator, inputs, [output], name=output, **attributes)


def value(name: str, kind: int, *shape: int | str) -> Any:
    return helper.make_tensor_value_info(name, kind, shape)
