"""Writes MLflow models by MLflow itself, and registers one in a store of files."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

ROWS = np.arange(12.0).reshape(6, 2)


def main(request: dict[str, str]) -> dict[str, str]:
    """Write the folders `pickled` and `persisted` into `into`; the name of what is registered."""
    os.environ["MLFLOW_ALLOW_FILE_STORE"] = "true"
    import mlflow.sklearn  # reads the variable

    model = LogisticRegression().fit(ROWS, [0, 0, 0, 1, 1, 1])
    given = {"pip_requirements": ["scikit-learn"]}
    into = Path(request["into"])
    mlflow.sklearn.save_model(model, into / "pickled", serialization_format="pickle", **given)
    mlflow.sklearn.save_model(model, into / "persisted", serialization_format="skops", **given)
    mlflow.set_tracking_uri((into / "store").as_uri())
    with mlflow.start_run():
        mlflow.sklearn.log_model(
            model, name="m", registered_model_name="flowers", serialization_format="skops", **given
        )
    return {}
