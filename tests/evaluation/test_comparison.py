"""Two models on the same rows, and what keeps them from being compared."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import compare
from mcdeploy.evaluation.result import Key

CRITERIA = Criteria(resamples=20)


def said(classes: Sequence[str], labels: Sequence[int] = (0, 1)) -> Predictions:
    k = len(classes)
    return Predictions(
        tuple(classes), np.array(labels, dtype=np.int64), np.full((len(labels), k), 1 / k)
    )


@pytest.mark.parametrize(
    ("ours", "theirs", "told"),
    [
        ("ab", "abx", "the other knows the class 'x'"),
        ("abx", "ab", "the other does not know the class 'x'"),
        ("abx", "aby", "the other knows the class 'y' and does not know the class 'x'"),
        (
            "abcdefghi",
            "ab",
            "does not know the classes 'c', 'd', 'e', 'f', 'g' and 2 more",
        ),
    ],
)
def test_it_says_which_of_the_two_knows_which_classes(ours: str, theirs: str, told: str) -> None:
    with pytest.raises(ModelError) as caught:
        compare("ours", said(ours), "the other", said(theirs), CRITERIA)
    assert caught.value.what.endswith(told)


def test_other_rows_are_not_compared() -> None:
    with pytest.raises(ModelError, match=r"the other was evaluated on other rows \(2 and 3 rows\)"):
        compare("ours", said("ab"), "the other", said("ab", (0, 1, 1)), CRITERIA)


def test_fairness_is_compared_by_the_columns_of_both_that_agree_in_every_row() -> None:
    sex, age, town = (np.array(each) for each in (["f", "m"], ["old", "young"], ["a", "b"]))
    ours = replace(said("ab"), groups={"sex": sex, "age": age, "town": town})
    theirs = replace(said("ab"), groups={"sex": sex, "town": town[::-1], "shoe": age})
    found = compare("ours", ours, "the other", theirs, CRITERIA).contrasts
    assert {key.column for key in found} == {None, "sex"}
    assert found[Key("accuracy_difference", None, "sex")].difference.value == 0


def test_predictions_of_the_other_that_are_none_are_told_as_its_own() -> None:
    broken = Predictions(("a", "b"), np.array([0, 1]), np.full((2, 2), 0.25))
    with pytest.raises(ModelError) as caught:
        compare("ours", said("ab"), "the other", broken, CRITERIA)
    assert str(caught.value).startswith("the predictions of the other: row 0: the probabilities")
