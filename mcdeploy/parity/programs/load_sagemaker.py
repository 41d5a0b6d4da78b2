"""SageMaker: what was in `model.tar.gz`, served by `sagemaker-inference`, asked in JSON.

Runs in the environment of the runtime: Python 3.7 or later.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


class Context:
    """What the model server tells the handler: where the model is, and what the request says."""

    def __init__(self, folder: str) -> None:
        self.system_properties = {"model_dir": folder}
        self.request_processor = [self]

    def get_request_properties(self) -> dict[str, str]:
        return {"Content-Type": "application/json", "Accept": "application/json"}

    def set_response_content_type(self, *of: object) -> None:
        """Nobody is on the other side."""


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy
    from sagemaker_inference.transformer import (
        Transformer,
    )

    Transformer.handle_error = staticmethod(raise_again)
    sys.path.insert(0, str(Path(request["folder"], "code")))
    context, service = Context(request["folder"]), Transformer()
    service.validate_and_initialize(model_dir=request["folder"], context=context)
    body = json.dumps(numpy.load(request["rows"], allow_pickle=False).tolist())
    said = json.loads(service.transform([{"body": body.encode()}], context)[0])
    return {name: said[name] for name in ("classes", "labels", "probabilities")}


def raise_again(*of: object) -> None:
    """The service would put the error into a response; we want to see where it comes from."""
    del of
    raise  # noqa: PLE0704  # it is called while the error is being handled
