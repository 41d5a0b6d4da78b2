"""What the entry script says, called as Azure ML's server calls it."""

import importlib.util
import json
import os
from typing import Any


def main(request: dict[str, Any]) -> dict[str, Any]:
    os.environ["AZUREML_MODEL_DIR"] = request["models"]
    spec = importlib.util.spec_from_file_location("score", request["script"])
    if spec is None or spec.loader is None:
        raise ImportError(request["script"])
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    script.init()
    said: dict[str, Any] = json.loads(json.dumps(script.run(json.dumps({"data": request["rows"]}))))
    return said
