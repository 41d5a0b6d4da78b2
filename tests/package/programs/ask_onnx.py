"""What onnxruntime says of rows, and what is in the graph."""

from typing import Any

import numpy as np
import onnx
import onnxruntime


def main(request: dict[str, Any]) -> dict[str, object]:
    session = onnxruntime.InferenceSession(request["model"], providers=["CPUExecutionProvider"])
    rows = np.array(request["rows"], dtype=np.float64)
    labels, probabilities = session.run(["label", "probabilities"], {"rows": rows})
    made = onnx.load(request["model"])
    return {
        "labels": labels.tolist(),
        "probabilities": probabilities.tolist(),
        "ir": made.ir_version,
        "opset": [(one.domain, one.version) for one in made.opset_import],
        "types": sorted({tensor.data_type for tensor in made.graph.initializer}),
        "told": {one.key: one.value for one in made.metadata_props},
        "version": made.producer_version,
    }
