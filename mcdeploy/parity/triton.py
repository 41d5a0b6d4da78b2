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
NAME = re.compile(r"^name\s*:\s*\"([^\"]*)\"", re.MULTILINE)
SETTING = re.compile(r"\b(name|data_type)\s*:\s*\"?([\w.-]+)\"?")


def configured(model: Path, work: Path) -> Mapping[str, object]:
    """The file of the one model there, and the type that its configuration gives to each tensor:
    without a configuration Triton takes the model's own. ModelError when it is no such folder."""
    del work
    files = sorted(model.glob("*/1/model.onnx"))
    if len(files) != 1:
        raise _wrong(f"{len(files)} folders hold 1/model.onnx, there must be one")
    config = files[0].parent.parent / "config.pbtxt"
    if not config.is_file():
        return {"model": str(files[0])}
    text = config.read_text(encoding="utf-8")
    name = NAME.search(text)
    if name is not None and name[1] != config.parent.name:
        raise _wrong(f"config.pbtxt names {name[1]!r}, and the folder is {config.parent.name!r}")
    return {"model": str(files[0]), "configured": _tensors(text)}


def _tensors(text: str) -> dict[str, str]:
    """Of each tensor its data type, by role and name."""
    found = {}
    for role, block in BLOCK.findall(text):
        for tensor in TENSOR.findall(block):
            settings = dict(SETTING.findall(tensor))
            found[f"{role} {settings.get('name', '')}"] = settings.get("data_type", "")
    return found


def _wrong(what: str) -> ModelError:
    return ModelError("the Triton repository", what)
