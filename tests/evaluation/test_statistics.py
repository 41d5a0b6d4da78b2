"""The statistics together: they measure all that there is a name for, and each thing once."""

import math

import numpy as np
from hypothesis import given

from mcdeploy.domain import CLASS_METRICS, OVERALL_METRICS
from mcdeploy.evaluation.metrics import statistics
from mcdeploy.evaluation.result import Key
from tests.evaluation.samples import Sample, measured, samples


@given(samples())
def test_every_metric_is_measured_once_and_every_class_has_its_own(sample: Sample) -> None:
    found = [key for statistic in statistics(sample.predictions) for key in statistic.keys]
    by_class = {Key(n, label) for n in CLASS_METRICS for label in sample.predictions.classes}
    assert set(found) == set(map(Key, OVERALL_METRICS)) | by_class
    assert len(set(found)) == len(found)


@given(samples())
def test_a_metric_of_the_rows_as_they_are_has_a_value_or_a_reason_and_never_both(
    sample: Sample,
) -> None:
    for statistic in statistics(sample.predictions):
        ones = measured(statistic, sample.weights[:1])[0]
        assert set(statistic.undefined()) == {k for k, value in ones.items() if math.isnan(value)}
        assert all(statistic.undefined().values())


@given(samples())
def test_the_kind_of_number_that_a_weight_is_changes_nothing(sample: Sample) -> None:
    for statistic in statistics(sample.predictions):
        found = statistic(sample.weights.astype(np.uint64))
        np.testing.assert_array_equal(statistic(sample.weights), found)
