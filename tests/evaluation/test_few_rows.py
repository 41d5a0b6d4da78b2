"""Hardly any rows, or rows of one class only: numbers with reasons, and never a crash."""

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Model, Predictions
from mcdeploy.evaluation import Evaluation, compare, evaluate
from mcdeploy.evaluation.report import render

SAID = np.array([[0.9, 0.1, 0.0], [0.2, 0.8, 0.0], [0.4, 0.3, 0.3], [0.9, 0.0, 0.1]])


def _said(labels: list[int], groups: dict[str, NDArray[np.str_]] | None = None) -> Predictions:
    n = len(labels)
    return Predictions(("a", "b", "c"), np.array(labels, np.int64), SAID[:n], groups or {})


def _found(predictions: Predictions) -> Evaluation:
    costs = {"a": {"b": 3.0}}
    other = Predictions(
        predictions.classes, predictions.labels, SAID[::-1][: len(predictions.labels)].copy()
    )
    return evaluate(predictions, Criteria(costs=costs, resamples=100), rivals={"other": other})


@pytest.mark.parametrize("labels", [[0], [1], [0, 0], [0, 0, 0, 0], [2, 2, 2], [0, 1], [0, 1, 2]])
def test_every_number_has_a_value_or_a_reason(labels: list[int]) -> None:
    predictions = _said(labels)
    found = _found(predictions)
    for estimate in found.estimates.values():
        assert (estimate.value is None) <= bool(estimate.why)
        assert estimate.interval is not None or estimate.why
        if estimate.interval is not None:
            low, high = estimate.interval.low, estimate.interval.high
            assert math.isfinite(low)
            assert low <= (estimate.value or 0.0) <= high
    assert render(found, (), Model({}, {}, predictions=predictions), "few")["report.html"]


def test_rows_of_one_class_in_groups() -> None:
    groups = {"sex": np.array(["f", "m", "f", "m"])}
    found = evaluate(_said([0, 0, 0, 0], groups), Criteria(resamples=100))
    assert found.of("roc_auc", "a").why == "every row is of this class"
    assert found.of("recall", "b").why == "no row is of this class"


def test_one_class_beside_another_model() -> None:
    predictions = _said([0, 0])
    found = compare("one", predictions, "same", predictions, Criteria(resamples=100))
    known = [each.difference for each in found.contrasts.values() if each.ours is not None]
    assert known
    assert all(one.interval is not None and one.interval.high == 0 for one in known)
