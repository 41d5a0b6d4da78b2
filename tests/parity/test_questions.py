"""The questions: the evaluation's rows, and difficult ones that still have one answer."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mcdeploy.domain import Answers
from mcdeploy.parity.precision import DOUBLE, SINGLE
from mcdeploy.parity.questions import MOST_EVALUATED, Questions, questions
from tests.parity.asked import answer, linear, rows

DATA = ["digits", "wine", "iris", "breast-cancer"]
STRATEGIES = ["softmax", "one-vs-rest"]


def asked(data: str, strategy: str = "softmax") -> Questions:
    return questions(rows(data), answer(data, strategy))


def named(found: Questions, word: str) -> NDArray[np.float64]:
    return found.values[[word in name for name in found.names]]


def margin(said: Answers) -> NDArray[np.float64]:
    ordered = np.sort(said.probabilities, axis=1)
    return np.asarray(ordered[:, -1] - ordered[:, -2])


def test_the_rows_of_the_evaluation_come_first_and_as_they_are() -> None:
    found = asked("iris")
    assert found.evaluated == len(rows("iris"))
    assert np.array_equal(found.values[: found.evaluated], rows("iris"))
    assert found.names[16] == "evaluation row 17"


def test_rows_are_called_what_they_are() -> None:
    """By whoever gives them; each question that is made of a row tells of it."""
    found = questions(rows("iris"), answer("iris"), called="row {} of parity.rows")
    assert found.names[16] == "row 17 of parity.rows"
    assert "row 1 of parity.rows, rounded to float32" in found.names
    assert len(named(found, "boundary between row 1 of parity.rows and row"))
    assert not len(named(found, "evaluation"))


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_the_same_model_and_rows_give_the_same_questions(data: str, strategy: str) -> None:
    one, two = asked(data, strategy), asked(data, strategy)
    assert (one.names, one.values.tobytes()) == (two.names, two.values.tobytes())
    assert len(set(one.names)) == len(one.names) == len(one.values)
    assert np.array_equal(one.expected.labels, answer(data, strategy)(one.values).labels)


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize("strategy", STRATEGIES)
def test_both_sides_of_the_boundary_are_as_near_as_a_label_can_be_demanded(
    data: str, strategy: str
) -> None:
    found = asked(data, strategy)
    sides = [
        {name.removesuffix(f", {side}") for name in found.names if name.endswith(side)}
        for side in ("near side", "far side")
    ]
    assert len(sides[0]) >= 16
    said = answer(data, strategy)(named(found, "boundary between"))
    assert (margin(said) > 2 * DOUBLE.tolerance).all()
    assert np.median(margin(said)) < 1e-10
    both = sides[0] & sides[1]
    labels = dict(zip(found.names, found.expected.labels.tolist(), strict=True))
    assert all(labels[f"{one}, near side"] != labels[f"{one}, far side"] for one in both)
    assert len(both) >= 12


def test_zeros_and_extremes_are_asked() -> None:
    found = asked("iris")
    assert not named(found, "zeros").any()
    assert np.signbit(named(found, "negative zeros")).all()
    far = named(found, "feature 3 1,000 ranges above its greatest")[0]
    low, high = rows("iris").min(axis=0), rows("iris").max(axis=0)
    assert far[2] == high[2] + 1000 * (high[2] - low[2])
    assert far[0] == np.median(rows("iris")[:, 0])


def test_rows_on_the_grid_of_float32_are_asked_with_their_neighbours() -> None:
    found = asked("wine")
    down, same, up = (
        named(found, word) for word in ("float32 down", "rounded to float32", "float32 up")
    )
    for values in (down, same, up):
        assert len(values) == 32
        assert np.array_equal(values, values.astype(np.float32))
    assert ((down < same) & (same < up)).all()


def test_of_many_rows_some_are_asked_about() -> None:
    weights = np.array([[1.0, 0.0], [0.0, 1.0]])
    many = np.random.default_rng(0).normal(size=(5 * MOST_EVALUATED, 2))
    found = questions(many, linear(weights, np.zeros(2)))
    assert found.evaluated == MOST_EVALUATED
    assert found.names[1] == "evaluation row 6"
    assert np.array_equal(found.values[1], many[5])
    assert len(found.names) < MOST_EVALUATED + 400


def test_for_float32_every_row_is_one_of_float32() -> None:
    found = questions(rows("digits"), answer("digits"), SINGLE)
    assert np.array_equal(found.values, found.values.astype(np.float32))
    assert len(named(found, "boundary"))
    said = answer("digits")(found.values[found.evaluated :])
    assert (margin(said) > 2 * SINGLE.tolerance).all()


def test_where_all_rows_have_one_label_there_is_no_boundary() -> None:
    found = questions(np.ones((3, 2)), linear(np.zeros((2, 2)), np.array([0.0, 5.0])))
    assert not len(named(found, "boundary"))
    assert set(found.expected.labels.tolist()) == {"c1"}


def test_a_row_on_the_boundary_itself_is_not_made_into_a_question() -> None:
    """Zeros are a tie of this model: rounding alone would say which label it has."""
    found = questions(np.array([[1.0], [-1.0]]), linear(np.array([[-1.0], [1.0]]), np.zeros(2)))
    assert not len(named(found, "zeros"))


def test_a_model_without_probabilities_is_asked_for_labels() -> None:
    def answer(values: NDArray[np.float64]) -> Answers:
        labels = np.where(values[:, 0] > 0.5, "yes", "no")
        return Answers((), labels, np.empty((len(values), 0)))

    found = questions(np.array([[0.0], [1.0]]), answer)
    near, far = named(found, "boundary")
    assert near[0] <= 0.5 < far[0]
    assert far[0] - near[0] < 1e-9


FLOATS = st.floats(-3, 3, allow_subnormal=False)


@given(st.data(), st.integers(2, 4), st.integers(1, 4))
def test_whoever_sums_in_another_order_says_the_same(
    data: st.DataObject, classes: int, features: int
) -> None:
    weights = data.draw(arrays(np.float64, (classes, features), elements=FLOATS))
    bias = data.draw(arrays(np.float64, classes, elements=FLOATS))
    asked_about = data.draw(arrays(np.float64, (5, features), elements=FLOATS))
    found = questions(asked_about, linear(weights, bias))
    made = found.values[found.evaluated :]
    scores = np.repeat(bias[None], len(made), axis=0)
    for feature in reversed(range(features)):
        scores = scores + made[:, [feature]] * weights[:, feature]
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    other = odds / odds.sum(axis=1, keepdims=True)
    expected = found.expected.probabilities[found.evaluated :]
    assert np.abs(other - expected).max(initial=0.0) <= DOUBLE.tolerance
    labels = np.array([f"c{one}" for one in other.argmax(axis=1)], dtype=np.str_)
    assert np.array_equal(labels, found.expected.labels[found.evaluated :])
