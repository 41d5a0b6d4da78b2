"""The order in which rows are counted."""

import numpy as np
from hypothesis import given

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.metrics.arranged import arranged, order, reordered
from mcdeploy.evaluation.metrics.counts import Counts
from tests.evaluation.samples import Sample, said, samples


@given(samples())
def test_rows_are_sorted_by_true_and_then_by_predicted_class_and_otherwise_stay(
    sample: Sample,
) -> None:
    predictions = sample.predictions
    found = arranged(predictions)
    keys = list(zip(predictions.labels.tolist(), said(predictions).tolist(), strict=True))
    rows = sorted(range(len(keys)), key=lambda row: keys[row])
    assert order(predictions).tolist() == rows
    assert found.labels.tolist() == predictions.labels[rows].tolist()
    assert found.probabilities.tolist() == predictions.probabilities[rows].tolist()


def test_the_groups_and_what_another_model_said_go_along() -> None:
    groups = {"sex": np.array(["f", "m", "d"])}
    probabilities = np.array([[0.1, 0.9], [0.8, 0.2], [0.6, 0.4]])
    sample = Predictions(("a", "b"), np.array([1, 0, 0]), probabilities, groups, "rows")
    found = arranged(sample)
    assert found.groups["sex"].tolist() == ["m", "d", "f"]
    assert found.rows_sha256 == "rows"
    other = Predictions(("a", "b"), sample.labels, probabilities[:, ::-1])
    along = reordered(other, order(sample))
    assert along.labels.tolist() == found.labels.tolist()
    assert along.probabilities.tolist() == found.probabilities[:, ::-1].tolist()


@given(samples())
def test_arranged_rows_are_counted_without_moving_them(sample: Sample) -> None:
    assert Counts(arranged(sample.predictions))._cells.order is None
