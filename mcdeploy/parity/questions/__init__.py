"""What every package of a model is asked: the rows of the evaluation, and rows made to be
difficult."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdeploy.parity.naming import EVALUATED, named
from mcdeploy.parity.precision import DOUBLE, Precision
from mcdeploy.parity.questions.boundary import boundary
from mcdeploy.parity.questions.extremes import extremes
from mcdeploy.parity.questions.rounding import rounding
from mcdeploy.parity.questions.rows import Rows, joined, spread
from mcdeploy.parity.questions.steady import steady

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from mcdeploy.domain import Answer, Answers

__all__ = ["Questions", "questions"]

MOST_EVALUATED = 10_000


@dataclass(frozen=True, slots=True, eq=False)
class Questions:
    """n rows, `values`, float64 of shape (n, p), each with a name for people; the first
    `evaluated` are rows of the evaluation. `expected` is what the model itself says of them. They
    suit services that compute in `precision`."""

    values: "NDArray[np.float64]"
    names: tuple[str, ...]
    evaluated: int
    expected: "Answers"
    precision: Precision = DOUBLE


def questions(
    rows: "NDArray[np.float64]",
    answer: "Answer",
    precision: Precision = DOUBLE,
    called: str = EVALUATED,
) -> Questions:
    """Up to 10,000 rows of the evaluation, evenly, as they are; then zeros and extremes, rows on
    the grid of float32, and both sides of the decision boundary.

    `rows` has shape (n, p), at least one, each `called` by its number; `answer` is the model
    itself, which is asked a dozen times. Of the rows that are made only those are taken which have
    one answer in that precision (see `steady`). Equal rows and an equal model give equal questions.
    For float32 every row is rounded to it first, so that the service is asked about what it can
    hold.
    """
    chosen = spread(len(rows), MOST_EVALUATED)
    real = Rows(precision.rounded(rows[chosen]), tuple(named(called, row) for row in chosen))
    labels = answer(precision.rounded(rows)).labels
    made = _rounded(joined([extremes(rows), rounding(rows, called)]), precision)
    made = made.chosen(steady(made.values, answer, precision))
    every = joined([real, made, boundary(rows, labels, answer, precision, called)])
    expected = answer(every.values)
    return Questions(every.values, every.names, len(real.names), expected, precision)


def _rounded(rows: Rows, precision: Precision) -> Rows:
    return Rows(precision.rounded(rows.values), rows.names)
