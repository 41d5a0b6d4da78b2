"""What an ONNX graph takes and gives, as onnxruntime sees it. It runs in its environment."""

from typing import Any

import onnxruntime


def main(request: dict[str, str]) -> dict[str, Any]:
    """Of the graph at `model` the name, type and shape of each input and output."""
    session = onnxruntime.InferenceSession(request["model"], providers=["CPUExecutionProvider"])
    return {
        "input": list(map(described, session.get_inputs())),
        "output": list(map(described, session.get_outputs())),
    }


def described(value: Any) -> list[Any]:
    return [value.name, value.type, value.shape]
