"""From predictions to metrics.

The definitions are the usual ones: Sokolova and Lapalme, A systematic analysis of performance
measures for classification tasks (2009), for precision, recall, F1 and their averages; Hanley and
McNeil, The meaning and use of the area under a ROC curve (1982), for the area.
"""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation import averages
from mcdeploy.evaluation.ranking import roc_auc
from mcdeploy.evaluation.result import (
    Advice,
    Class,
    Curves,
    Estimate,
    Evaluation,
    Key,
    Value,
)
from mcdeploy.evaluation.soundness import check


def evaluate(predictions: Predictions, criteria: Criteria) -> Evaluation:
    """See `mcdeploy.evaluation.evaluate`."""
    check(predictions)
    confusion = _confusion(predictions)
    every = range(len(predictions.classes))
    classes = tuple(
        Class(label, int(confusion[i].sum()), int(confusion[:, i].sum()))
        for i, label in enumerate(predictions.classes)
    )
    by_class = [_one_class(predictions, confusion, i) for i in every]
    overall = (
        _accuracy(confusion) | _log_loss(predictions) | averages.of(by_class, classes, confusion)
    )
    estimates = {Key(name): Estimate(value, None, why) for name, (value, why) in overall.items()}
    for one, values in zip(classes, by_class, strict=True):
        estimates |= {Key(n, one.label): Estimate(v, None, why) for n, (v, why) in values.items()}
    return Evaluation(
        criteria=criteria,
        rows=len(predictions.labels),
        rows_sha256=predictions.rows_sha256,
        classes=classes,
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
        estimates=estimates,
        curves=Curves((), ()),
        calibration=(),
        advice=Advice(Key("f1_macro"), ""),
    )


def _confusion(predictions: Predictions) -> NDArray[np.int64]:
    """Rows: the true class; columns: the predicted one. Shape (k, k)."""
    k = len(predictions.classes)
    predicted = predictions.probabilities.argmax(axis=1)
    cells = np.bincount(predictions.labels * k + predicted, minlength=k * k)
    return cells.reshape(k, k).astype(np.int64)


def _one_class(
    predictions: Predictions, confusion: NDArray[np.int64], index: int
) -> dict[str, Value]:
    hits = int(confusion[index, index])
    support, predicted = int(confusion[index].sum()), int(confusion[:, index].sum())
    return {
        "precision": _ratio(hits, predicted, "no row was said to be of this class"),
        "recall": _ratio(hits, support, "no row is of this class"),
        "f1": _ratio(2 * hits, support + predicted, "no row is, or was said to be, of this class"),
        "roc_auc": roc_auc(predictions.labels == index, predictions.probabilities[:, index]),
    }


def _accuracy(confusion: NDArray[np.int64]) -> dict[str, Value]:
    return {"accuracy": _ratio(int(confusion.trace()), int(confusion.sum()), "there are no rows")}


def _log_loss(predictions: Predictions) -> dict[str, Value]:
    """The mean of -ln p, p the probability given to the true class, in nats. A p of 0 counts as
    the smallest step of float64, so that one row does not make the whole infinite."""
    rows = np.arange(len(predictions.labels))
    given = predictions.probabilities[rows, predictions.labels]
    smallest = np.finfo(np.float64).eps
    return {"log_loss": (float(-np.log(np.clip(given, smallest, 1.0)).mean()), "")}


def _ratio(part: int, whole: int, reason: str) -> Value:
    return (part / whole, "") if whole else (None, reason)
