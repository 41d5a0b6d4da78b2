"""What a package said, beside what the model says."""

from dataclasses import replace

import numpy as np
import pytest

from mcdeploy.domain import Answers
from mcdeploy.parity.comparison import compare
from mcdeploy.parity.questions import Questions, questions
from tests.parity.asked import answer, rows


@pytest.fixture(scope="module")
def sheet() -> Questions:
    return questions(rows("wine"), answer("wine"))


def changed(sheet: Questions, row: int, column: int, by: float) -> Answers:
    numbers = sheet.expected.probabilities.copy()
    numbers[row, column] += by
    return replace(sheet.expected, probabilities=numbers)


def test_the_model_itself_says_what_is_expected(sheet: Questions) -> None:
    found = compare(sheet, sheet.expected)
    assert (found.labels, found.difference, found.failure) == (0, 0.0, "")


def test_the_order_of_the_classes_is_the_packages_own(sheet: Questions) -> None:
    said = sheet.expected
    turned = Answers(said.classes[::-1], said.labels, said.probabilities[:, ::-1])
    assert compare(sheet, turned).difference == 0.0
    assert "off at" in compare(sheet, replace(turned, classes=said.classes)).failure


def test_without_names_the_order_is_the_models(sheet: Questions) -> None:
    assert compare(sheet, replace(sheet.expected, classes=())).failure == ""


def test_a_probability_that_is_off_names_the_row(sheet: Questions) -> None:
    found = compare(sheet, changed(sheet, 16, 1, 3e-12))
    assert found.failure == "a probability is 3.0e-12 off at evaluation row 17; 1e-12 is allowed"
    assert found.row == "evaluation row 17"
    assert compare(sheet, changed(sheet, 16, 1, 9e-13)).failure == ""


def test_one_other_label_is_a_failure_whatever_the_probabilities(sheet: Questions) -> None:
    labels = sheet.expected.labels.copy()
    labels[3] = "another"
    found = compare(sheet, replace(sheet.expected, labels=labels))
    assert found.labels == 1
    assert found.failure == (
        f"1 of {len(labels)} labels differ; the first at evaluation row 4: another, where the "
        f"model says {sheet.expected.labels[3]}"
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_a_number_is_a_failure(sheet: Questions, value: float) -> None:
    found = compare(sheet, changed(sheet, 2, 0, value))
    assert found.failure == (
        "it says a probability that is no number at evaluation row 3, and of 1 row in all"
    )


def test_what_the_model_itself_cannot_tell_proves_nothing(sheet: Questions) -> None:
    """Nothing compares with what is no number, and so nothing would be further off."""
    odd = replace(sheet, expected=changed(sheet, 3, 0, float("nan")))
    found = compare(odd, changed(sheet, 7, 0, 0.5))
    assert found.failure.startswith("the model itself says a probability that is no number at")
    assert "evaluation row 4" in found.failure
    assert found.difference == 0.0


def test_a_class_that_stands_twice_is_a_failure(sheet: Questions) -> None:
    said = sheet.expected
    junk = np.full((len(said.labels), 1), 0.9)
    twice = Answers(
        (*said.classes, said.classes[0]), said.labels, np.hstack([said.probabilities, junk])
    )
    assert compare(sheet, twice).failure == f"it has the class {said.classes[0]!r} twice"
    both = compare(replace(sheet, expected=twice), twice)
    assert both.failure == f"the model has the class {said.classes[0]!r} twice"


def tied(apart: float) -> Questions:
    """Three rows, of which the second is a tie of `a` and `b`, give or take."""
    numbers = np.array([[0.8, 0.1, 0.1], [0.4, 0.4 - apart, 0.2 + apart], [0.1, 0.2, 0.7]])
    expected = Answers(("a", "b", "c"), np.array(["a", "a", "c"]), numbers)
    return Questions(np.zeros((3, 1)), ("one", "two", "three"), 3, expected)


@pytest.mark.parametrize("apart", [0.0, 1.9e-12, -1.9e-12])
def test_of_a_tie_any_of_the_tied_labels_is_taken(apart: float) -> None:
    sheet = tied(apart)
    for label, failed in (("a", 0), ("b", 0), ("c", 1)):
        said = replace(sheet.expected, labels=np.array(["a", label, "c"]))
        found = compare(sheet, said)
        assert (found.labels, found.ties) == (failed, 1)


def test_what_is_further_apart_is_no_tie() -> None:
    sheet = tied(2.1e-12)
    found = compare(sheet, replace(sheet.expected, labels=np.array(["a", "b", "c"])))
    assert (found.labels, found.ties) == (1, 0)


def test_of_a_tie_the_probabilities_are_demanded() -> None:
    sheet = tied(0.0)
    numbers = sheet.expected.probabilities.copy()
    numbers[1] += (-3e-12, 3e-12, 0.0)
    said = replace(sheet.expected, labels=np.array(["a", "b", "c"]), probabilities=numbers)
    assert "off at two" in compare(sheet, said).failure


def test_a_label_that_is_none_of_the_nearest_makes_no_tie() -> None:
    """A model whose label is not its most probable class keeps to it."""
    sheet = tied(0.0)
    odd = replace(sheet, expected=replace(sheet.expected, labels=np.array(["a", "c", "c"])))
    assert compare(odd, odd.expected).failure == ""
    assert compare(odd, sheet.expected).labels == 1


def test_a_class_that_is_missing_or_new_is_a_failure(sheet: Questions) -> None:
    said = sheet.expected
    fewer = Answers(said.classes[1:], said.labels, said.probabilities[:, 1:])
    assert compare(sheet, fewer).failure == f"it does not know the class {said.classes[0]!r}"
    more = Answers(
        (*said.classes, "new"), said.labels, np.pad(said.probabilities, ((0, 0), (0, 1)))
    )
    assert compare(sheet, more).failure == "it knows a class 'new', which the model has not"


def test_an_answer_for_each_row_is_demanded(sheet: Questions) -> None:
    said = sheet.expected
    short = Answers(said.classes, said.labels[:-1], said.probabilities[:-1])
    assert "for" in compare(sheet, short).failure
    silent = Answers((), said.labels, np.empty((len(said.labels), 0)))
    assert "are of shape" in compare(sheet, silent).failure
