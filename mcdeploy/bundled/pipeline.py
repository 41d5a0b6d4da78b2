"""What scikit-learn is asked to fit."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sklearn.exceptions import ConvergenceWarning
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import (
    StratifiedKFold,
    cross_val_score,
)
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.split import FOLDS
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.errors import ModelError

ITERATIONS = 10_000


def pipeline(strategy: Strategy, c: float) -> Any:
    """Standardise, then regress; the scaler sees only the rows that the regression is fitted to.

    `c` is the inverse of the strength of the L2 penalty.
    """
    regression = LogisticRegression(C=c, max_iter=ITERATIONS)
    if strategy is Strategy.ONE_VS_REST:
        regression = OneVsRestClassifier(regression)
    return Pipeline([("scale", StandardScaler()), ("regression", regression)])


def fit(data: Dataset, strategy: Strategy, c: float) -> Any:
    """The pipeline fitted to all of the data. ModelError when it does not converge."""
    with _converging(data, c):
        return pipeline(strategy, c).fit(data.rows, data.labels)


def log_losses(data: Dataset, strategy: Strategy, c: float, seed: int) -> tuple[float, ...]:
    """The log loss on each fold, of the model fitted to the other folds. ModelError when one does
    not converge."""
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=seed)
    with _converging(data, c):
        scores = cross_val_score(
            pipeline(strategy, c),
            data.rows,
            data.labels,
            scoring="neg_log_loss",
            cv=folds,
            error_score="raise",
        )
    return tuple(-float(score) for score in scores)


@contextmanager
def _converging(data: Dataset, c: float) -> Iterator[None]:
    """Inside it, a fit that stops before it has converged is an error."""
    with warnings.catch_warnings(action="error", category=ConvergenceWarning):
        try:
            yield
        except ConvergenceWarning as warning:
            raise ModelError(
                data.name,
                f"the regression with C = {c:g} has not converged in {ITERATIONS} steps",
                remedy="look for columns that repeat each other, or for values far off the others",
            ) from warning
