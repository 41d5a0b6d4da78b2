"""What are not predictions is refused, and the error says where and what to do."""

import re
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given

from mcdeploy.domain import MOST_CLASSES, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation.soundness import TOLERANCE, check
from tests.evaluation.samples import Sample, samples


def _predictions(
    classes: Sequence[str], labels: list[int], probabilities: list[list[float]]
) -> Predictions:
    return Predictions(
        tuple(classes),
        np.array(labels, dtype=np.int64),
        np.array(probabilities, dtype=np.float64).reshape(len(probabilities), -1),
    )


@given(samples())
def test_predictions_are_sound(sample: Sample) -> None:
    check(sample.predictions)


@pytest.mark.parametrize(
    ("classes", "labels", "probabilities", "expected"),
    [
        ("", [0], [[1.0]], "there are no classes"),
        ("a", [0], [[1.0]], "there is only the class 'a'"),
        ("abb", [0], [[0.5, 0.5, 0.0]], "the class 'b' is there twice"),
        ("ab", [0, 1], [[0.5, 0.5]], "there are 2 labels for 1 rows"),
        ("ab", [0], [[0.5, 0.25, 0.25]], "there are 3 columns of probabilities for 2 classes"),
        (
            "ab",
            [0, 2],
            [[0.5, 0.5], [1, 0]],
            "row 1: there is no class 2, they are numbered 0 to 1",
        ),
        ("ab", [0, -1], [[0.5, 0.5], [1, 0]], "row 1: there is no class -1"),
        ("ab", [0], [[float("nan"), 0.5]], "row 0: the probability of 'a' is nan"),
        ("ab", [0, 1], [[0.5, 0.5], [0.5, float("inf")]], "row 1: the probability of 'b' is inf"),
        ("ab", [0], [[1.5, -0.5]], "row 0: the probability of 'a' is 1.5"),
        ("ab", [0], [[1.0, -0.5]], "row 0: the probability of 'b' is -0.5"),
        ("ab", [0, 1], [[0.5, 0.5], [0.5, 0.4]], "row 1: the probabilities sum to 0.9, not 1"),
    ],
)
def test_what_are_not_predictions_are_refused(
    classes: str, labels: list[int], probabilities: list[list[float]], expected: str
) -> None:
    with pytest.raises(ModelError, match=re.escape(f"the predictions: {expected}")) as refused:
        check(_predictions(classes, labels, probabilities))
    assert refused.value.remedy


def test_the_error_names_whose_predictions_they_are() -> None:
    with pytest.raises(ModelError, match="the validation rows: there are 2 labels for 1 rows"):
        check(_predictions("ab", [0, 1], [[0.5, 0.5]]), "the validation rows")


def test_no_rows_are_refused() -> None:
    with pytest.raises(ModelError, match="there are no rows"):
        check(Predictions(("a", "b"), np.empty(0, dtype=np.int64), np.empty((0, 2))))


def test_arrays_of_other_dimensions_are_refused() -> None:
    flat = Predictions(("a", "b"), np.array([0, 1]), np.array([0.5, 0.5]))
    with pytest.raises(ModelError, match=re.escape("shapes (2,), (2,), not (rows,) and")):
        check(flat)


@pytest.mark.parametrize(
    ("labels", "probabilities", "expected"),
    [
        (np.uint8, np.float64, "the labels are of type uint8, not int64"),
        (np.int32, np.float64, "the labels are of type int32, not int64"),
        (np.float64, np.float64, "the labels are of type float64, not int64"),
        (np.int64, np.float32, "the probabilities are of type float32, not float64"),
        (np.int64, np.int64, "the probabilities are of type int64, not float64"),
    ],
)
def test_numbers_of_another_type_are_refused(
    labels: type[np.generic], probabilities: type[np.generic], expected: str
) -> None:
    """Of 20 classes the last cell of the confusion has the number 399."""
    row = np.arange(200) % 20
    said = Predictions(
        tuple(map(str, range(20))), row.astype(labels), np.eye(20)[row].astype(probabilities)
    )
    with pytest.raises(ModelError, match=expected) as refused:
        check(said)
    assert "astype(np." in refused.value.remedy


def test_a_column_of_groups_that_is_too_short_is_refused() -> None:
    sound = _predictions("ab", [0, 1], [[0.5, 0.5], [1.0, 0.0]])
    groups = {"sex": np.array(["f"])}
    with pytest.raises(ModelError, match="the column 'sex' has 1 rows, the labels 2"):
        check(Predictions(sound.classes, sound.labels, sound.probabilities, groups))


@pytest.mark.parametrize("k", [MOST_CLASSES, MOST_CLASSES + 1, 1_000_000])
def test_more_than_a_thousand_classes_are_refused_and_the_error_gives_the_limit(k: int) -> None:
    classes = tuple(map(str, range(k)))
    sample = Predictions(classes, np.array([k - 1]), np.full((1, k), 1 / k))
    if k <= MOST_CLASSES:
        check(sample)
    else:
        with pytest.raises(ModelError, match=f"there are {k:,} classes; at most 1,000 are"):
            check(sample)


def test_what_float32_does_to_a_sum_is_tolerated() -> None:
    scores = np.random.default_rng(0).random((50, 1000)).astype(np.float32)
    rounded = scores / scores.sum(axis=1, keepdims=True)
    labels = np.zeros(50, dtype=np.int64)
    check(Predictions(tuple(map(str, range(1000))), labels, rounded.astype(np.float64)))


@pytest.mark.parametrize("factor", [1 - 2 * TOLERANCE, 1 + 2 * TOLERANCE])
def test_a_sum_that_is_too_far_from_one_is_refused(factor: float) -> None:
    with pytest.raises(ModelError, match="row 0: the probabilities sum to"):
        check(_predictions("ab", [0], [[0.5 * factor, 0.5 * factor]]))
