"""Reads the coefficients of a logistic regression out of a dump. It runs in the environment of the
version that wrote it, since loading a dump runs whatever is in it.

What is read: LogisticRegression, OneVsRestClassifier of it, and Pipelines of StandardScaler and one
of these. Two classes in scikit-learn have one row of coefficients w; the canonical document has one
for each class, 0 and w under a softmax, or -w and w where scikit-learn itself computes so.
"""

from __future__ import annotations

import runpy
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, LogisticRegressionCV
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

FORMAT, VERSION = "mcdeploy/logistic-regression", 1
BESIDE = runpy.run_path(str(Path(__file__).with_name("load_sklearn.py")))
load, texts = BESIDE["load"], BESIDE["texts"]

REGRESSIONS = (LogisticRegression, LogisticRegressionCV)
SOFTMAX, ONE_VS_REST = "softmax", "one-vs-rest"


def main(request: dict[str, Any]) -> dict[str, Any]:
    """The canonical document of the dump at `model`."""
    return document(load(request))


def document(model: Any) -> dict[str, Any]:
    """The model in the canonical form. ValueError when it has none."""
    scaler, classifier = parts(model)
    if type(classifier) is OneVsRestClassifier:
        scaler, strategy, coefficients, intercepts = one_vs_rest(scaler, classifier)
    else:
        strategy, coefficients, intercepts = regression(classifier)
    classes, count = texts(classifier.classes_), coefficients.shape[1]
    if len(set(classes)) < len(classes):
        raise ValueError("two of its classes are the same as text")
    return {
        "format": FORMAT,
        "version": VERSION,
        "strategy": strategy,
        "classes": classes,
        "features": features(model, count),
        "mean": numbers(scaler.mean_ if scaler and scaler.with_mean else np.zeros(count)),
        "scale": numbers(scaler.scale_ if scaler and scaler.with_std else np.ones(count)),
        "coefficients": numbers(coefficients),
        "intercepts": numbers(intercepts),
    }


def parts(model: Any) -> tuple[Any, Any]:
    """The StandardScaler, None where there is none, and the classifier."""
    steps = flat(model)
    if len(steps) == 1:
        return None, steps[0]
    if len(steps) == 2 and type(steps[0]) is StandardScaler:
        return steps[0], steps[1]
    names = ", ".join(type(step).__name__ for step in steps)
    raise ValueError(f"only StandardScaler may come before the classifier; there are {names}")


def flat(model: Any) -> list[Any]:
    """The steps of pipelines in pipelines."""
    if type(model) is not Pipeline:
        return [model]
    given = [step for _, step in model.steps if step not in (None, "passthrough")]
    return [inner for step in given for inner in flat(step)]


def regression(model: Any) -> tuple[str, Any, Any]:
    """The strategy, coefficients (k, p) and intercepts (k,) of a logistic regression.

    scikit-learn told apart several classes by `multi_class` up to 1.7, and by a softmax since. Two
    were told by a sigmoid, unless a softmax of -z and z was asked for.
    """
    if type(model) not in REGRESSIONS:
        raise ValueError(f"a {type(model).__name__} is no logistic regression")
    rows, intercepts = dense(model)
    if len(model.classes_) == 2:
        first = 0.0 if by_sigmoid(model) else -1.0
        return SOFTMAX, np.vstack([first * rows, rows]), np.append(first * intercepts, intercepts)
    return (ONE_VS_REST if by_sigmoid(model) else SOFTMAX), rows, intercepts


def by_sigmoid(model: Any) -> bool:
    """Whether each class has a sigmoid of its own."""
    asked = getattr(model, "multi_class", None)
    if asked in ("ovr", "warn"):
        return True
    liblinear = asked is not None and model.solver == "liblinear"
    return asked != "multinomial" and (len(model.classes_) == 2 or liblinear)


def one_vs_rest(scaler: Any, model: Any) -> tuple[Any, str, Any, Any]:
    """The scaler, the strategy, coefficients and intercepts of one regression for each class. Each
    may have a scaler of its own; having learned from the same rows, they are all the same."""
    if model.multilabel_:
        raise ValueError("it says several labels of one row")
    found = [parts(each) for each in model.estimators_]
    scalers = [each for each, _ in found if each is not None]
    if scalers and (scaler is not None or len(scalers) < len(found) or not alike(scalers)):
        raise ValueError("its classes are scaled in different ways")
    rows, intercepts = zip(*(row(each) for _, each in found), strict=True)
    coefficients, offsets = np.vstack(rows), np.concatenate(intercepts)
    if len(found) == 1:
        coefficients, offsets = (
            np.vstack([-coefficients, coefficients]),
            np.append(-offsets, offsets),
        )
    return (scalers[0] if scalers else scaler), ONE_VS_REST, coefficients, offsets


def row(model: Any) -> tuple[Any, Any]:
    """The coefficients and the intercept of a class against the rest."""
    if type(model) not in REGRESSIONS:
        raise ValueError(f"a {type(model).__name__} is no logistic regression")
    rows, intercepts = dense(model)
    factor = 1.0 if by_sigmoid(model) else 2.0  # a softmax of -z and z
    return factor * rows, factor * intercepts


def dense(model: Any) -> tuple[Any, Any]:
    """Coefficients, however they are kept, and intercepts, one for each row of them."""
    rows = model.coef_.toarray() if hasattr(model.coef_, "toarray") else model.coef_
    return rows, np.broadcast_to(model.intercept_, len(rows))


def alike(scalers: list[Any]) -> bool:
    """Whether they scale in the same way."""
    first = scalers[0]
    return all(
        np.array_equal(getattr(each, key), getattr(first, key))
        for each in scalers
        for key in ("with_mean", "with_std", "mean_", "scale_")
    )


def features(model: Any, count: int) -> list[str]:
    """The names of the columns; x0, x1 … where it learned from rows without names."""
    names = getattr(flat(model)[0], "feature_names_in_", None)
    return [f"x{index}" for index in range(count)] if names is None else texts(names)


def numbers(values: Any) -> Any:
    """As lists of finite floats; -0.0 becomes 0.0."""
    array = np.asarray(values, dtype=np.float64) + 0.0
    if not np.isfinite(array).all():
        raise ValueError("it holds a number that is not finite")
    return array.tolist()
