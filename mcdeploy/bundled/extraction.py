"""From scikit-learn's fitted pipeline to the canonical form."""

from typing import Any

import numpy as np

from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.strategy import Strategy


def extract(fitted: Any, strategy: Strategy, data: Dataset) -> Classifier:
    """The classifier that answers as the fitted pipeline does.

    For two classes scikit-learn keeps one row w of coefficients, for the second class. The
    canonical form keeps one for each class: 0 and w for softmax, as
    sigmoid(z) = exp(z) / (exp(0) + exp(z)); -w and w for one-vs-rest.
    """
    scaler, regression = fitted["scale"], fitted["regression"]
    parts = regression.estimators_ if strategy is Strategy.ONE_VS_REST else [regression]
    coefficients = np.vstack([part.coef_ for part in parts])
    intercepts = np.concatenate([part.intercept_ for part in parts])
    if len(data.classes) == 2:
        first = 0.0 if strategy is Strategy.SOFTMAX else -1.0
        coefficients = np.vstack([first * coefficients, coefficients])
        intercepts = np.concatenate([first * intercepts, intercepts])
    return Classifier(
        strategy=strategy,
        classes=data.classes,
        features=data.features,
        mean=scaler.mean_,
        scale=scaler.scale_,
        coefficients=coefficients + 0.0,  # -0.0 becomes 0.0
        intercepts=intercepts + 0.0,
    )
