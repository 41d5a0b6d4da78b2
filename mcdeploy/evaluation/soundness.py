"""Are these predictions what they say they are?"""

import numpy as np

from mcdeploy.domain import MOST_CLASSES, Predictions
from mcdeploy.errors import ModelError

TOLERANCE = 1e-3
"""How far the probabilities of a row may be from 1 in sum: four decimals of twenty classes."""


def check(predictions: Predictions, who: str = "the predictions") -> None:
    """ModelError, of `who`, when there are too few classes or too many, no rows, lengths that
    differ, numbers of another type, a label that is no class, or a row whose probabilities are not
    probabilities. Rows are numbered from 0.

    Rows of one class only are sound; what is undefined on them says so.
    """
    try:
        _check_classes(predictions.classes)
        _check_lengths(predictions)
        _check_types(predictions)
        _check_labels(predictions)
        _check_probabilities(predictions)
        _check_sums(predictions)
    except _Unsound as error:
        raise ModelError(who, error.what, remedy=error.remedy) from None


class _Unsound(Exception):
    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy


def _check_classes(classes: tuple[str, ...]) -> None:
    if len(classes) > MOST_CLASSES:
        many = f"there are {len(classes):,} classes; at most {MOST_CLASSES:,} are evaluated"
        raise _Unsound(
            many, "put the rare classes together, in the labels and by adding up columns"
        )
    if len(set(classes)) < len(classes):
        twice = next(label for label in classes if classes.count(label) > 1)
        raise _Unsound(f"the class {twice!r} is there twice", "give each class its own name")
    if len(classes) < 2:
        there = f"there is only the class {classes[0]!r}" if classes else "there are no classes"
        raise _Unsound(there, "give two different classes or more, also those that no row is of")


def _check_lengths(predictions: Predictions) -> None:
    labels, probabilities = predictions.labels, predictions.probabilities
    n, k = len(labels), len(predictions.classes)
    each = "give each row one label and one probability for each class"
    if labels.ndim != 1 or probabilities.ndim != 2:
        shapes = (
            f"the labels and probabilities have the shapes {labels.shape}, {probabilities.shape}"
        )
        raise _Unsound(f"{shapes}, not (rows,) and (rows, classes)", each)
    if len(probabilities) != n:
        raise _Unsound(f"there are {n:,} labels for {len(probabilities):,} rows", each)
    if probabilities.shape[1] != k:
        columns = f"there are {probabilities.shape[1]:,} columns of probabilities"
        raise _Unsound(f"{columns} for {k:,} classes", each)
    for column, groups in predictions.groups.items():
        if groups.shape != (n,):
            rows = f"the column {column!r} has {len(groups):,} rows, the labels {n:,}"
            raise _Unsound(rows, "give each row its group")
    if not n:
        raise _Unsound("there are no rows", "evaluate on rows that the model has not seen")


def _check_types(predictions: Predictions) -> None:
    """Labels of a narrow type would overflow, without a word, where cells are numbered."""
    for what, values, wanted in (
        ("labels", predictions.labels, np.int64),
        ("probabilities", predictions.probabilities, np.float64),
    ):
        if values.dtype != wanted:
            raise _Unsound(
                f"the {what} are of type {values.dtype}, not {wanted.__name__}",
                f"convert them: {what}.astype(np.{wanted.__name__})",
            )


def _check_labels(predictions: Predictions) -> None:
    labels, k = predictions.labels, len(predictions.classes)
    unknown = (labels < 0) | (labels >= k)
    if unknown.any():
        row = int(unknown.argmax())
        what = f"row {row}: there is no class {labels[row]}, they are numbered 0 to {k - 1}"
        raise _Unsound(what, "leave out rows whose class the model does not know, or teach it")


def _check_probabilities(predictions: Predictions) -> None:
    probabilities = predictions.probabilities
    sound = (probabilities >= 0.0) & (probabilities <= 1.0)  # a NaN is neither
    if not sound.all():
        row, column = np.unravel_index(sound.argmin(), sound.shape)
        value, label = probabilities[row, column], predictions.classes[column]
        what = f"row {row}: the probability of {label!r} is {value:.6g}"
        raise _Unsound(what, "a probability is a number from 0 to 1, and none may be missing")


def _check_sums(predictions: Predictions) -> None:
    sums = predictions.probabilities.sum(axis=1)
    far = np.abs(sums - 1.0) > TOLERANCE
    if far.any():
        row = int(far.argmax())
        what = f"row {row}: the probabilities sum to {sums[row]:.6g}, not 1"
        raise _Unsound(what, "divide each row by its sum, if these are scores of one kind")
