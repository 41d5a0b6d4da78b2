"""What a package said, beside what the model says."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.domain import Answers
from mcdeploy.parity import ties
from mcdeploy.parity.questions import Questions

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Comparison:
    """`labels` is how many labels differ, `difference` the greatest difference of a probability,
    in [0, 1], and `row` the name of the first row that has it. `ties` is of how many rows only the
    probabilities were demanded. `failure` says what is not as it must be, empty where nothing is.
    """

    labels: int = 0
    difference: float = 0.0
    row: str = ""
    ties: int = 0
    failure: str = ""


def compare(questions: Questions, said: Answers) -> Comparison:
    """Labels are compared as text, probabilities by the name of their class, whatever the order of
    the classes. Where the package does not name its classes, their order is taken to be the
    model's. Demanded are all labels equal, and no probability further off than the tolerance; of a
    tie (see `ties`) any of the classes that are as probable."""
    expected, tolerance = questions.expected, questions.precision.tolerance
    failure = (
        _distinct(expected, said)
        or _shapes(expected, said)
        or _numbers("the model itself says", questions, expected)
        or _numbers("it says", questions, said)
    )
    if failure:
        return Comparison(failure=failure)
    near = ties.nearest(expected, tolerance)
    alike = (said.labels == expected.labels) | ties.among(near, said.labels, expected.classes)
    differ = np.flatnonzero(~alike)
    apart = np.abs(_ordered(expected, said) - expected.probabilities).max(axis=1, initial=0.0)
    row, greatest = int(apart.argmax()), float(apart.max())
    tied = int(near.any(axis=1).sum())
    found = Comparison(len(differ), greatest, questions.names[row], tied)
    if len(differ):
        return replace(found, failure=_labels(questions, said, differ))
    if not greatest <= tolerance:
        return replace(found, failure=_probabilities(questions, found))
    return found


def _distinct(expected: Answers, said: Answers) -> str:
    for who, classes in (("the model", expected.classes), ("it", said.classes)):
        twice = next((name for name in classes if classes.count(name) > 1), None)
        if twice is not None:
            return f"{who} has the class {twice!r} twice"
    return ""


def _shapes(expected: Answers, said: Answers) -> str:
    rows = len(expected.labels)
    classes = said.classes or expected.classes
    missing = sorted(set(expected.classes) - set(classes))
    extra = sorted(set(classes) - set(expected.classes))
    if missing or extra:
        told = [f"it does not know the class {name!r}" for name in missing[:1]]
        told += [f"it knows a class {name!r}, which the model has not" for name in extra[:1]]
        return "; ".join(told)
    if said.labels.shape != (rows,) or said.probabilities.shape != (rows, len(classes)):
        shapes = f"{said.labels.shape} and {said.probabilities.shape}"
        return f"its labels and probabilities are of shape {shapes} for {rows} rows"
    return ""


def _numbers(who: str, questions: Questions, said: Answers) -> str:
    wrong = np.flatnonzero(~np.isfinite(said.probabilities).all(axis=1))
    if not len(wrong):
        return ""
    first = questions.names[wrong[0]]
    return f"{who} a probability that is no number at {first}, and of {_rows(wrong)} in all"


def _rows(which: "NDArray[np.int64]") -> str:
    return f"{len(which)} row" + ("s" if len(which) != 1 else "")


def _ordered(expected: Answers, said: Answers) -> "NDArray[np.float64]":
    if not said.classes:
        return said.probabilities
    return said.probabilities[:, [said.classes.index(name) for name in expected.classes]]


def _labels(questions: Questions, said: Answers, differ: "NDArray[np.int64]") -> str:
    first = differ[0]
    return (
        f"{len(differ)} of {len(said.labels)} labels differ; the first at {questions.names[first]}:"
        f" {said.labels[first]!s}, where the model says {questions.expected.labels[first]!s}"
    )


def _probabilities(questions: Questions, found: Comparison) -> str:
    allowed = questions.precision.tolerance
    return f"a probability is {found.difference:.1e} off at {found.row}; {allowed:.0e} is allowed"
