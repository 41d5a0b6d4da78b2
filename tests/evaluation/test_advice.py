"""The metric that suits the problem, and the sentence that says why."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import CLASS_METRICS, COST_METRICS, OVERALL_METRICS, Criteria, Predictions
from mcdeploy.errors import ManifestError
from mcdeploy.evaluation.advice import advise
from mcdeploy.evaluation.result import Key


def _rows(*support: int) -> Predictions:
    """So many rows of each class, and a model that does not know."""
    k = len(support)
    labels = np.repeat(np.arange(k), support)
    classes = ("ham", "spam", "eggs", "toast")[:k]
    return Predictions(classes, labels, np.full((len(labels), k), 1 / k))


@pytest.mark.parametrize(
    ("support", "metric"),
    [
        ((901, 99), Key("average_precision", "spam")),
        ((900, 100), Key("mcc")),
        ((75, 25), Key("mcc")),
        ((74, 26), Key("accuracy")),
        ((50, 50), Key("accuracy")),
        ((1, 999), Key("mcc")),
        ((10, 0), Key("balanced_accuracy")),
        ((10, 29, 20), Key("accuracy")),
        ((10, 30, 20), Key("f1_macro")),
        ((1, 999, 999), Key("f1_macro")),
        ((10, 0, 20, 0), Key("balanced_accuracy")),
    ],
)
def test_the_metric_follows_from_the_rows_of_the_classes(
    support: tuple[int, ...], metric: Key
) -> None:
    assert advise(_rows(*support), Criteria()).metric == metric


def test_costs_come_first() -> None:
    for support in ((999, 1), (5, 5, 0)):
        found = advise(_rows(*support), Criteria(costs={"ham": {"spam": 1}}))
        assert found.metric == Key("expected_cost")


def test_the_positive_class_is_the_one_that_is_named() -> None:
    found = advise(_rows(5, 95), Criteria(positive="ham"))
    assert found.metric == Key("average_precision", "ham")
    assert advise(_rows(5, 95), Criteria(positive="spam")).metric == Key("mcc")
    with pytest.raises(ManifestError, match="did you mean 'ham'"):
        advise(_rows(5, 95), Criteria(positive="hamm"))


@given(st.lists(st.integers(0, 40), min_size=2, max_size=4).filter(any))
def test_the_metric_exists_and_a_sentence_says_why(support: list[int]) -> None:
    found = advise(_rows(*support), Criteria())
    names = CLASS_METRICS if found.metric.label else OVERALL_METRICS + COST_METRICS
    assert found.metric.metric in names
    assert found.why.endswith(".")
    assert found.why[0].isupper()


@pytest.mark.parametrize(
    ("support", "why"),
    [
        (
            (968, 32),
            "Class 'spam' has only 32 of the 1,000 rows, and a model that never says it is right "
            "in the other 968: judge by the average precision of 'spam', which asks how many of "
            "its rows are found and how many of those named are truly so.",
        ),
        (
            (10, 35),
            "Class 'spam' has 35 rows and class 'ham' 10, so that accuracy speaks mostly of "
            "'spam': judge by the Matthews correlation, which is high only when both classes are "
            "told apart.",
        ),
        (
            (30, 20, 3),
            "Class 'ham' has 30 rows and class 'eggs' 3, so that accuracy speaks mostly of "
            "'ham': judge by macro F1, in which each class counts the same.",
        ),
        (
            (1000, 2000),
            "The classes have similar numbers of rows (1,000 to 2,000), so judge by accuracy, the "
            "share of rows that are named rightly.",
        ),
        (
            (10, 0, 10),
            "No row is of class 'spam', so nothing is known of it: judge by balanced accuracy, "
            "the mean share of rows found over the classes that have rows.",
        ),
    ],
)
def test_why_is_for_people(support: tuple[int, ...], why: str) -> None:
    assert advise(_rows(*support), Criteria()).why == why
