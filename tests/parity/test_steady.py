"""Which rows have one answer, whoever computes it."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Answers
from mcdeploy.parity.precision import DOUBLE, SINGLE
from mcdeploy.parity.questions.steady import steady
from tests.parity.asked import linear

SLOPE = linear(np.array([[0.0], [1.0]]), np.zeros(2))
"""Of two classes, as likely as each other at 0."""


def test_a_tie_within_twice_the_tolerance_has_no_label() -> None:
    """Near 0 the two probabilities are x/2 apart."""
    rows = np.array([[0.0], [3e-12], [5e-12], [-5e-12], [1.0]])
    assert steady(rows, SLOPE, DOUBLE).tolist() == [False, False, True, True, True]
    assert steady(np.array([[3e-6], [5e-6]]), SLOPE, SINGLE).tolist() == [False, True]


def test_what_a_few_units_in_the_last_place_change_has_no_answer() -> None:
    """Scores of 1e9 cancel: their difference is of rounding alone, and no tie either."""
    large = 1e9
    cancelling = linear(np.array([[0.0, 0.0], [large, -large]]), np.array([0.0, 1.0]))
    rows = np.array([[1.0, 1.0], [0.0, 0.0], [2.0, 1.0]])
    assert steady(rows, cancelling, DOUBLE).tolist() == [False, True, True]


def test_a_label_that_turns_by_a_unit_in_the_last_place_is_none() -> None:
    def answer(values: NDArray[np.float64]) -> Answers:
        labels = np.where(values[:, 0] > 1.0, "over", "under")
        return Answers((), labels, np.empty((len(values), 0)))

    assert steady(np.array([[1.0], [1.1], [0.9]]), answer, DOUBLE).tolist() == [False, True, True]


def test_the_model_is_not_asked_about_what_is_not_a_number() -> None:
    rows = np.array([[np.inf], [2.0], [np.nan]])
    assert steady(rows, SLOPE, DOUBLE).tolist() == [False, True, False]
    assert steady(rows[:1], SLOPE, DOUBLE).tolist() == [False]
