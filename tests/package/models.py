"""Bundled models to package, without training."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.bundled import canonical
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.domain import Form, Model
from mcdeploy.package.core import Core

STRATEGIES = (Strategy.SOFTMAX, Strategy.ONE_VS_REST)
DOCUMENTS = {"README.md": b"# card", "report.html": b"<p>", "report.json": b"{}"}


def classifier(strategy: Strategy, classes: int = 3, features: int = 4) -> Classifier:
    numbers = np.random.default_rng(7)
    return Classifier(
        strategy=strategy,
        classes=tuple(f"élan {number}" for number in range(classes)),
        features=tuple(f"feature {number}" for number in range(features)),
        mean=numbers.normal(size=features),
        scale=numbers.uniform(0.1, 3.0, size=features),
        coefficients=numbers.normal(size=(classes, features)),
        intercepts=numbers.normal(size=classes),
    )


def core(model: Classifier) -> Core:
    files = {"model.json": canonical.dump(model)}
    return Core("demo", Model(files, {}, form=Form.CANONICAL, rows=rows(model)), DOCUMENTS)


def rows(model: Classifier) -> NDArray[np.float64]:
    """Ordinary ones, zeros, and far ones: there sigmoids are too small for a number."""
    numbers = np.random.default_rng(8)
    shape = (50, len(model.features))
    ordinary, far = numbers.normal(size=shape), numbers.normal(size=shape)
    return np.vstack([ordinary, 0.0 * ordinary[:1], 1e3 * far, 1e6 * far])
