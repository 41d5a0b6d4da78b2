"""Azure ML by script: `score.py`, served by the application of `azureml-inference-server-http`,
over HTTP on the loopback interface.

The command of that package would listen on every interface. Runs in the environment of the
runtime.
"""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

RAISED: list[BaseException] = []
"""What the script raised: the server's answer does not say."""


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy

    folder = Path(request["folder"])
    body = json.dumps({"data": numpy.load(request["rows"], allow_pickle=False).tolist()})
    record_errors()
    try:
        said = served(folder, body.encode())
    except Exception:
        if RAISED:
            raise RAISED[0] from None
        raise
    said = json.loads(said) if isinstance(said, str) else said
    return {name: said[name] for name in ("classes", "labels", "probabilities")}


def record_errors() -> None:
    from azureml_inference_server_http.server import (
        user_script,
    )

    class Recorded(user_script.UserScriptException):  # type: ignore[misc]
        def __init__(self, ex: BaseException, *more: str) -> None:
            RAISED.append(ex)
            super().__init__(ex, *more)

    user_script.UserScriptException = Recorded


def served(folder: Path, body: bytes) -> Any:
    from werkzeug.serving import make_server

    server = make_server("127.0.0.1", 0, application(folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        return post(server.server_port, body)
    finally:
        server.shutdown()


def application(folder: Path) -> Any:
    """As the service sets it up: the script from the environment, the model's folder too."""
    os.environ["AZUREML_ENTRY_SCRIPT"] = "score.py"
    os.environ["AML_APP_ROOT"] = str(folder)
    os.environ["AZUREML_MODEL_DIR"] = str(folder)
    from azureml_inference_server_http.server.entry import (
        app,
    )

    return app


def post(port: int, body: bytes) -> Any:
    headers = {"Content-Type": "application/json"}
    address = f"http://127.0.0.1:{port}/score"
    question = Request(address, data=body, headers=headers)
    try:
        with build_opener(ProxyHandler({})).open(question, timeout=240) as response:
            return json.loads(response.read())
    except HTTPError as error:
        raise RuntimeError(f"/score says {error.code}: {error.read().decode()}") from error
