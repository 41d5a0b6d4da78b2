"""Azure ML without code: the MLflow folder, loaded by MLflow as its scoring server does.

Labels are what the `python_function` flavour predicts, probabilities are asked of what the
`sklearn` flavour loads. Runs in the environment of the runtime.
"""

from __future__ import annotations

import warnings
from typing import Any


def main(request: dict[str, str]) -> dict[str, Any]:
    import mlflow.pyfunc
    import mlflow.sklearn
    import numpy

    warnings.simplefilter("ignore")  # of names of columns, which the model does not look at
    rows = numpy.load(request["rows"], allow_pickle=False)
    served = mlflow.pyfunc.load_model(request["folder"])
    labels = numpy.asarray(served.predict(frame(served.metadata.get_input_schema(), rows))).ravel()
    model = mlflow.sklearn.load_model(request["folder"])
    return {
        "classes": list(map(str, model.classes_.tolist())),
        "labels": list(map(str, labels.tolist())),
        "probabilities": model.predict_proba(rows).tolist(),
    }


def frame(schema: Any, rows: Any) -> Any:
    """The rows as the signature wants them: a tensor, or a table with its names."""
    import pandas

    if schema is None or schema.is_tensor_spec():
        return rows
    return pandas.DataFrame(rows, columns=schema.input_names())
