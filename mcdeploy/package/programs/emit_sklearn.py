"""From the canonical document to a fitted scikit-learn estimator, without training.

It runs in the environment of a runtime, and knows no more than is installed there.

Softmax, and one-vs-rest of two classes, is a LogisticRegression. One-vs-rest of more classes is not
an OneVsRestClassifier: where every score is below -709.8 its sigmoids are all 0, and it says NaN
(scikit-learn 0.20 to 1.6) or that no class has a probability (1.9). Here the logarithms of the
sigmoids, -log(1 + exp(-score)), go through a softmax: the same function, finite everywhere. They
grow with the score by at least TRACE, so that the class of the greatest score is also told where
several sigmoids round to 1.
"""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import joblib
import numpy as np
from sklearn.decomposition import TruncatedSVD
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

PROTOCOL = 4  # of pickle: every Python since 3.4 reads it, and each writes the same bytes
NUMBERS = ("mean", "scale", "coefficients", "intercepts")
TRACE = 2.0**-80  # scores up to 1e11 change a probability by less than 1e-13


def main(request: dict[str, str]) -> dict[str, str]:
    """Read the document at `model`; write it at `joblib`, or at `skops` where that is asked for."""
    made = estimator(json.loads(Path(request["model"]).read_text(encoding="utf-8")))
    if "skops" in request:
        import skops.io

        skops.io.dump(made, request["skops"])
    else:
        joblib.dump(made, request["joblib"], protocol=PROTOCOL)
    return {}


def estimator(document: dict[str, Any]) -> Pipeline:
    """A pipeline that answers as the document says about rows of shape (n, p)."""
    mean, scale, coefficients, intercepts = (
        np.array(document[key], dtype=float) for key in NUMBERS
    )
    steps: list[tuple[str, Any]] = [("scale", scaler(mean, scale))]
    if document["strategy"] == "one-vs-rest":
        if opposite(coefficients, intercepts):
            coefficients[0] = intercepts[0] = 0.0
        else:
            steps += log_sigmoids(coefficients, intercepts)
            coefficients, intercepts = onwards(len(intercepts))
    classes = np.array(document["classes"])
    return Pipeline([*steps, ("regression", logistic(coefficients, intercepts, classes))])


def opposite(coefficients: Floats, intercepts: Floats) -> bool:
    """Whether these are two classes of which one is what the other is not."""
    rows = np.column_stack([coefficients, intercepts])
    return len(rows) == 2 and bool((rows[0] == -rows[1]).all())


def logistic(
    coefficients: Floats, intercepts: Floats, classes: NDArray[np.str_]
) -> LogisticRegression:
    """The softmax of the scores; of two classes it keeps one row, the difference."""
    if len(classes) == 2:
        coefficients, intercepts = coefficients[1:] - coefficients[:1], np.diff(intercepts)
    made = LogisticRegression(solver="lbfgs")
    if getattr(made, "multi_class", "") == "warn":  # before 0.22
        made.multi_class = "auto"
    made.classes_, made.coef_, made.intercept_ = classes, coefficients, intercepts
    made.n_features_in_ = coefficients.shape[1]
    made.n_iter_ = np.zeros(1, dtype=np.int32)
    return made


def log_sigmoids(coefficients: Floats, intercepts: Floats) -> list[tuple[str, Any]]:
    """Steps from scaled rows to log(1 + exp(-score)) of each class, and beside them each -score."""
    softplus = FunctionTransformer(partial(np.logaddexp, 0.0), validate=False)
    unchanged = FunctionTransformer(validate=False)
    return [
        ("coefficients", linear(-coefficients)),
        ("intercepts", scaler(intercepts)),
        ("sigmoids", FeatureUnion([("softplus", softplus), ("unchanged", unchanged)])),
    ]


def onwards(classes: int) -> tuple[Floats, Floats]:
    """The coefficients and intercepts of the regression that stands behind `log_sigmoids`."""
    return -np.hstack([np.eye(classes), TRACE * np.eye(classes)]), np.zeros(classes)


def scaler(mean: Floats, scale: Floats | None = None) -> StandardScaler:
    """Subtracts the mean, then divides by the scale where there is one."""
    made = StandardScaler(with_std=scale is not None)
    made.mean_, made.scale_ = mean, scale
    made.var_ = None if scale is None else scale**2
    made.n_features_in_ = len(mean)
    return made


def linear(matrix: Floats) -> TruncatedSVD:
    """From rows X to X @ matrix.T, by the class of scikit-learn that does just that."""
    made = TruncatedSVD(n_components=len(matrix))
    made.components_ = matrix
    made.n_features_in_ = matrix.shape[1]
    return made
