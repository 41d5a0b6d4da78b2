"""Writes ONNX models of two features and two classes, in the environment of onnxruntime."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from onnx import TensorProto, helper, numpy_helper

WEIGHTS = [[1.0, -1.0], [0.5, -0.5]]


def main(request: dict[str, str]) -> dict[str, str]:
    """Write them into the folder `into`."""
    for name, kind, label in (
        ("double", TensorProto.DOUBLE, True),
        ("float", TensorProto.FLOAT, True),
        ("unlabelled", TensorProto.DOUBLE, False),
        ("whole", TensorProto.INT64, False),
    ):
        write(Path(request["into"]) / name, kind, label)
    return {}


def write(path: Path, kind: Any, label: bool) -> None:
    dtype = helper.tensor_dtype_to_np_dtype(kind)
    nodes = [
        helper.make_node("MatMul", ["x", "w"], ["z"]),
        helper.make_node(
            "Cast", ["z"], ["f"], to=TensorProto.FLOAT if kind == TensorProto.INT64 else kind
        ),
        helper.make_node("Softmax", ["f"], ["p"], axis=1),
        helper.make_node("ArgMax", ["p"], ["index"], axis=1, keepdims=0),
        helper.make_node("Gather", ["names", "index"], ["label"]),
    ]
    told = TensorProto.FLOAT if kind == TensorProto.INT64 else kind
    outputs = [helper.make_tensor_value_info("p", told, ["n", 2])]
    if label:
        outputs.insert(0, helper.make_tensor_value_info("label", TensorProto.STRING, ["n"]))
    graph = helper.make_graph(
        nodes if label else nodes[:3],
        "g",
        [helper.make_tensor_value_info("x", kind, ["n", 2])],
        outputs,
        [
            numpy_helper.from_array(np.array(WEIGHTS).astype(dtype), "w"),
            helper.make_tensor("names", TensorProto.STRING, [2], [b"no", b"yes"]),
        ],
    )
    made = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    if label:
        helper.set_model_props(made, {"classes": '["no", "yes"]'})
    path.write_bytes(made.SerializeToString())
