"""Triton's repository of models: a folder for each, with its configuration and its versions.

Source: triton-inference-server/server, docs/user_guide/model_repository.md and
model_configuration.md, November 2026.
"""

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Listener
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError

PROGRAM = Path(__file__).parent / "programs" / "describe_onnx.py"
TYPES = {
    "tensor(bool)": "TYPE_BOOL",
    "tensor(double)": "TYPE_FP64",
    "tensor(float)": "TYPE_FP32",
    "tensor(float16)": "TYPE_FP16",
    "tensor(int32)": "TYPE_INT32",
    "tensor(int64)": "TYPE_INT64",
    "tensor(string)": "TYPE_STRING",
}


def configuration(name: str, graph: Content, runtime: Runtime, listener: Listener) -> bytes:
    """The `config.pbtxt` of an ONNX graph of that name, which batches nothing: the first dimension
    is the caller's. Raises ModelError when the graph takes or gives what Triton does not."""
    described: Any = _described(graph, runtime, listener)
    blocks = [f'name: "{name}"', 'backend: "onnxruntime"', "max_batch_size: 0"]
    for role in ("input", "output"):
        tensors = ",\n".join(tensor(role, *each) for each in described[role])
        blocks.append(f"{role} [\n{tensors}\n]")
    return ("\n".join(blocks) + "\n").encode()


def _described(graph: Content, runtime: Runtime, listener: Listener) -> object:
    python = environment(
        runtime.locks, runtime.python, listener, told=f"{runtime.kind} {runtime.name}"
    )
    if isinstance(graph, Path):
        return run(python, PROGRAM, {"model": str(graph.absolute())})
    with tempfile.NamedTemporaryFile(suffix=".onnx") as file:
        file.write(graph)
        file.flush()
        return run(python, PROGRAM, {"model": file.name})


def tensor(role: str, name: str, kind: str, shape: Sequence[int | str | None]) -> str:
    """How an input or output of onnxruntime's type `kind` is configured; sizes that are no numbers
    are the caller's."""
    if kind not in TYPES:
        raise ModelError(
            f"{role} {name!r} of the model",
            f"is of type {kind}, which Triton does not serve",
            remedy="convert the model so that it gives tensors (skl2onnx: the option `zipmap` off)",
        )
    dims = ", ".join(str(size if isinstance(size, int) else -1) for size in shape)
    settings = f"name: {json.dumps(name)}\n    data_type: {TYPES[kind]}\n    dims: [ {dims} ]"
    return f"  {{\n    {settings}\n  }}"
