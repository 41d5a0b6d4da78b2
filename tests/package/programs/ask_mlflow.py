"""What MLflow makes of a folder, loaded in both ways, without a warning of its own or of others."""

import logging
import warnings
from typing import Any


class Raised(logging.Handler):
    """Whatever MLflow warns of is an error, but that a runtime suits several versions of Python."""

    def emit(self, record: logging.LogRecord) -> None:
        if "version of Python" not in record.getMessage():
            raise RuntimeError(record.getMessage())


def main(request: dict[str, Any]) -> dict[str, object]:
    import mlflow.pyfunc
    import mlflow.sklearn
    import numpy as np

    logging.getLogger("mlflow").addHandler(Raised(level=logging.WARNING))
    rows = np.array(request["rows"], dtype=np.float64)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        served = mlflow.pyfunc.load_model(request["folder"])
        model = mlflow.sklearn.load_model(request["folder"])
    return {
        "labels": list(map(str, served.predict(rows))),
        "probabilities": model.predict_proba(rows).tolist(),
        "inputs": served.metadata.get_input_schema().to_dict(),
        "outputs": served.metadata.get_output_schema().to_dict(),
        "requires": mlflow.pyfunc.get_model_dependencies(request["folder"], format="pip"),
        "example": np.asarray(served.metadata.load_input_example(request["folder"])).tolist(),
        "refused": refused(served, rows[:, :1]),
    }


def refused(served: Any, rows: Any) -> bool:
    """Whether the signature keeps rows of a wrong shape out."""
    try:
        served.predict(rows)
    except Exception as error:  # noqa: BLE001  # of whatever class MLflow likes
        return "schema" in str(error)
    return False
