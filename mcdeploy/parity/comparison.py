"""What a package said, beside what the model says."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from mcdeploy.domain import Answers
from mcdeploy.parity.questions import Questions

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Comparison:
    """`labels` is how many labels differ, `difference` the greatest difference of a probability,
    in [0, 1], and `row` the name of the first row that has it. `failure` says what is not as it
    must be, empty where nothing is."""

    labels: int = 0
    difference: float = 0.0
    row: str = ""
    failure: str = ""


def compare(questions: Questions, said: Answers) -> Comparison:
    """Labels are compared as text, probabilities by the name of their class, whatever the order of
    the classes. Where the package does not name its classes, their order is taken to be the
    model's. Demanded are all labels equal, and no probability further off than the tolerance."""
    expected = questions.expected
    failure = _shapes(expected, said) or _numbers(questions, said)
    if failure:
        return Comparison(failure=failure)
    differ = np.flatnonzero(said.labels != expected.labels)
    apart = np.abs(_ordered(expected, said) - expected.probabilities).max(axis=1, initial=0.0)
    row, greatest = int(apart.argmax()), float(apart.max())
    found = Comparison(len(differ), greatest, questions.names[row])
    if len(differ):
        return _failed(found, _labels(questions, said, differ))
    if greatest > questions.precision.tolerance:
        return _failed(found, _probabilities(questions, found))
    return found


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


def _numbers(questions: Questions, said: Answers) -> str:
    wrong = np.flatnonzero(~np.isfinite(said.probabilities).all(axis=1))
    if not len(wrong):
        return ""
    return (
        f"a probability is not a number at {questions.names[wrong[0]]}, and {_rows(wrong)} in all"
    )


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


def _failed(found: Comparison, failure: str) -> Comparison:
    return Comparison(found.labels, found.difference, found.row, failure)
