"""Vertex AI: the folder, loaded by the predictor of `google-cloud-aiplatform`.

It copies the folder into the working folder, which is a temporary one. The service answers with
labels; probabilities are asked of what the predictor has loaded. Runs in the environment of the
runtime: Python 3.7 or later.
"""

from __future__ import annotations

from typing import Any


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy
    from google.cloud.aiplatform.prediction.sklearn.predictor import SklearnPredictor

    predictor = SklearnPredictor()
    predictor.load(request["folder"])
    rows = numpy.load(request["rows"], allow_pickle=False).tolist()
    instances = predictor.preprocess({"instances": rows})
    labels = predictor.postprocess(predictor.predict(instances))["predictions"]
    model = predictor._model  # noqa: SLF001  # the service has no other way to its probabilities
    return {
        "classes": list(map(str, model.classes_.tolist())),
        "labels": list(map(str, labels)),
        "probabilities": model.predict_proba(instances).tolist(),
    }
