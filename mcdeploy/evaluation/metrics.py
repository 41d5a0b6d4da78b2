"""From predictions to metrics.

The definitions are the usual ones: Sokolova and Lapalme, A systematic analysis of performance
measures for classification tasks (2009), for precision, recall, F1 and their averages; Hanley and
McNeil, The meaning and use of the area under a ROC curve (1982), for the area.
"""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation import averages
from mcdeploy.evaluation.ranking import roc_auc
from mcdeploy.evaluation.result import ClassMetrics, Evaluation, Value
from mcdeploy.evaluation.soundness import check


def evaluate(predictions: Predictions) -> Evaluation:
    """See `mcdeploy.evaluation.evaluate`."""
    check(predictions)
    confusion = _confusion(predictions)
    classes = tuple(
        _one_class(predictions, confusion, index) for index in range(len(predictions.classes))
    )
    overall = _accuracy(confusion) | _log_loss(predictions) | averages.of(classes, confusion)
    return Evaluation(
        rows=len(predictions.labels),
        classes=classes,
        metrics={name: value for name, (value, _) in overall.items()},
        undefined={name: why for name, (value, why) in overall.items() if value is None},
        confusion=tuple(tuple(int(count) for count in row) for row in confusion),
    )


def _confusion(predictions: Predictions) -> NDArray[np.int64]:
    """Rows: the true class; columns: the predicted one. Shape (k, k)."""
    k = len(predictions.classes)
    predicted = predictions.probabilities.argmax(axis=1)
    cells = np.bincount(predictions.labels * k + predicted, minlength=k * k)
    return cells.reshape(k, k).astype(np.int64)


def _one_class(predictions: Predictions, confusion: NDArray[np.int64], index: int) -> ClassMetrics:
    hits = int(confusion[index, index])
    support, predicted = int(confusion[index].sum()), int(confusion[:, index].sum())
    positive = predictions.labels == index
    values: dict[str, Value] = {
        "precision": _ratio(hits, predicted, "no row was said to be of this class"),
        "recall": _ratio(hits, support, "no row is of this class"),
        "f1": _ratio(2 * hits, support + predicted, "no row is, or was said to be, of this class"),
        "roc_auc": roc_auc(positive, predictions.probabilities[:, index]),
    }
    return ClassMetrics(
        label=predictions.classes[index],
        support=support,
        predicted=predicted,
        **{name: value for name, (value, _) in values.items()},
        undefined={name: why for name, (value, why) in values.items() if value is None},
    )


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
