"""Writes real models, in the environment of a runtime: every kind of logistic regression that can
be read, some that cannot, and a hostile one."""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression, RidgeClassifier
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler, StandardScaler
from sklearn.tree import DecisionTreeClassifier

OLD = tuple(map(int, sklearn.__version__.split(".")[:2])) < (1, 7)
MEANS, SCALES = (0, 5, 1, -2), (1, 10, 0.1, 3)


class Touch:
    """Makes a file when it is loaded."""

    def __init__(self, trace: str) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.system, (f"touch {self.trace}",)


def main(request: dict[str, str]) -> dict[str, str]:
    """Write them into the folder `into`, with the rows that they learned from in `rows.csv`."""
    into, rng = Path(request["into"]), np.random.default_rng(7)
    plain = rng.normal(size=(90, 4))
    three = np.array(["a", "b", "c"])[np.argmax(plain[:, :3] + rng.normal(size=(90, 3)), axis=1)]
    two = (three == "a").astype(int)
    rows = plain * SCALES + MEANS
    lines = (",".join(map(repr, row)) for row in rows.tolist())
    (into / "rows.csv").write_text("\n".join(["p,q,r,s", *lines]))
    for name, model, labels in models(three, two):
        joblib.dump(model.fit(rows, labels), into / f"{name}.joblib", compress=("zlib", 3))
    persist(make_pipeline(StandardScaler(), regression()).fit(rows, three), into)
    (into / "hostile.pkl").write_bytes(pickle.dumps(Touch(request["trace"])))
    return {}


def regression(**more: Any) -> Any:
    return LogisticRegression(max_iter=1000, **more)


def models(three: Any, two: Any) -> Iterator[tuple[str, Any, Any]]:
    def scaled(model: Any) -> Any:
        return make_pipeline(StandardScaler(), model)

    yield "softmax", scaled(regression()), three
    yield "two", make_pipeline(StandardScaler(with_mean=False), regression()), two
    yield "bare", regression(), three
    yield "rest", scaled(OneVsRestClassifier(regression())), three
    yield "rest-of-two", scaled(OneVsRestClassifier(regression())), two
    yield "rest-of-pipelines", OneVsRestClassifier(scaled(regression())), three
    if OLD:
        yield "no-scale", make_pipeline(StandardScaler(with_std=False), regression()), three
        yield "softmax-of-two", scaled(regression(multi_class="multinomial")), two
        yield "ovr", scaled(regression(multi_class="ovr")), three
        yield "liblinear", scaled(regression(solver="liblinear")), three
        yield "rest-of-softmax", OneVsRestClassifier(regression(multi_class="multinomial")), three
    yield "no-tree", DecisionTreeClassifier(), three
    yield "no-ridge", RidgeClassifier(), three
    yield "no-scaler", make_pipeline(MinMaxScaler(), regression()), three


def persist(model: Any, into: Path) -> None:
    """The same model by skops, where that is there."""
    try:
        import skops.io
    except ImportError:
        return
    skops.io.dump(model, into / "softmax.skops")
