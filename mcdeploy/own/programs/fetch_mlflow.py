"""Downloads a model from a tracking server. It runs in the environment of MLflow, and loads nothing
of what it downloads."""

from __future__ import annotations

import os
from typing import Any


def main(request: dict[str, Any]) -> dict[str, str]:
    """Fetch the model `uri` below `into`; `environ` are MLflow's own variables."""
    os.environ.update(request["environ"])
    import mlflow.artifacts  # reads the variables

    folder = mlflow.artifacts.download_artifacts(
        artifact_uri=request["uri"], dst_path=request["into"]
    )
    return {"folder": str(folder)}
