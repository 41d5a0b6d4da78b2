"""KServe's sklearnserver: its rules, as it is not on the package index.

It serves the one file at the top of the folder whose name ends in `.joblib`, `.pkl` or `.pickle`,
by `predict`, or by `predict_proba` where `PREDICT_PROBA` is set. Source: kserve/kserve,
python/sklearnserver/sklearnserver/model.py, November 2026. Runs in the environment of the runtime:
Python 3.7 or later.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

ENDINGS = (".joblib", ".pkl", ".pickle")


def main(request: dict[str, str]) -> dict[str, Any]:
    import numpy

    model = load(Path(request["folder"]))
    instances = numpy.array(numpy.load(request["rows"], allow_pickle=False).tolist())
    return {
        "classes": list(map(str, model.classes_.tolist())),
        "labels": list(map(str, model.predict(instances).tolist())),
        "probabilities": model.predict_proba(instances).tolist(),
    }


def load(folder: Path) -> Any:
    import joblib

    found = sorted(path for path in folder.iterdir() if path.is_file() and path.suffix in ENDINGS)
    if len(found) != 1:
        names = ", ".join(path.name for path in found) or "none"
        raise RuntimeError(f"there must be one file with an ending of {ENDINGS}, there is: {names}")
    return joblib.load(found[0])
