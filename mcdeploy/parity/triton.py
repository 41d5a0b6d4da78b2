"""Triton's model repository: one folder, its `config.pbtxt`, and the model of version 1.

Source: triton-inference-server/server, docs/user_guide/model_repository.md and
model_configuration.md, November 2026.
"""

import re
from collections.abc import Mapping
from pathlib import Path

from mcdeploy.errors import ModelError

BLOCK = re.compile(r"\b(input|output)\s*:?\s*\[(.*?)\]\s*(?=\w|$)", re.DOTALL)
TENSOR = re.compile(r"\{(.*?)\}", re.DOTALL)
SETTING = re.compile(r"\b(name|data_type)\s*:\s*\"?([\w.-]+)\"?")


def configured(model: Path, work: Path) -> Mapping[str, str]:
    """The file of the one model there, and the names that its configuration gives to the input,
    the labels (text) and the probabilities: without one Triton takes the model's own. ModelError
    when it is not such a folder."""
    del work
    files = sorted(model.glob("*/1/model.onnx"))
    if len(files) != 1:
        raise _wrong(f"{len(files)} folders hold 1/model.onnx, there must be one")
    config = files[0].parent.parent / "config.pbtxt"
    if not config.is_file():
        return {"model": str(files[0])}
    tensors = _tensors(config.read_text(encoding="utf-8"))
    inputs = [name for role, name, _ in tensors if role == "input"]
    labels = [name for role, name, kind in tensors if (role, kind) == ("output", "TYPE_STRING")]
    others = [name for role, name, kind in tensors if role == "output" and kind != "TYPE_STRING"]
    if not (len(inputs) == len(labels) == len(others) == 1):
        raise _wrong(f"{config.parent.name}/config.pbtxt: not one input, labels and probabilities")
    return {
        "model": str(files[0]),
        "input": inputs[0],
        "labels": labels[0],
        "probabilities": others[0],
    }


def _tensors(text: str) -> list[tuple[str, str, str]]:
    """Of each tensor its role, name and data type."""
    found = []
    for role, block in BLOCK.findall(text):
        for tensor in TENSOR.findall(block):
            settings = dict(SETTING.findall(tensor))
            found.append((role, settings.get("name", ""), settings.get("data_type", "")))
    return found


def _wrong(what: str) -> ModelError:
    return ModelError("the Triton repository", what)
