"""MLServer: the folder with its `model-settings.json`, loaded by the class that is named there.

The request and the response are those of the V2 inference protocol. Runs in the environment of
the runtime.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy

    return asyncio.run(ask(request["folder"], numpy.load(request["rows"], allow_pickle=False)))


async def ask(folder: str, rows: Any) -> dict[str, Any]:
    from mlserver.settings import ModelSettings

    settings = ModelSettings.parse_file(str(Path(folder, "model-settings.json")))
    model = settings.implementation(settings)
    await model.load()
    response = await model.predict(question(rows))
    said = {output.name: output for output in response.outputs}
    proba = said["predict_proba"]
    return {
        "classes": list(map(str, model._model.classes_.tolist())),  # noqa: SLF001  # no other way
        "labels": list(map(text, said["predict"].data.root)),
        "probabilities": matrix(proba.data.root, proba.shape),
    }


def question(rows: Any) -> Any:
    from mlserver.types import (
        InferenceRequest,
        RequestInput,
        RequestOutput,
    )

    values = RequestInput(
        name="rows", shape=list(rows.shape), datatype="FP64", data=rows.ravel().tolist()
    )
    wanted = [RequestOutput(name="predict"), RequestOutput(name="predict_proba")]
    asked = InferenceRequest(inputs=[values], outputs=wanted)
    return InferenceRequest.model_validate_json(asked.model_dump_json())


def text(label: object) -> str:
    return label.decode() if isinstance(label, bytes) else str(label)


def matrix(numbers: list[float], shape: list[int]) -> list[list[float]]:
    rows, columns = shape
    return [list(numbers[row * columns : (row + 1) * columns]) for row in range(rows)]
