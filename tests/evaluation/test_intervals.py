"""What an interval is made of: quantiles, scales, rows."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from mcdeploy.evaluation.bootstrap.intervals import UNDEFINED, Measured
from mcdeploy.evaluation.bootstrap.quantiles import reach, student, unseen
from mcdeploy.evaluation.bootstrap.ranges import Range
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.result import Key
from tests.evaluation.resampled import (
    sure,
)


@pytest.mark.parametrize("confidence", [0.5, 0.8, 0.95, 0.99, 0.999])
@pytest.mark.parametrize(
    ("degrees", "tolerance"), [(1, 1e-9), (2, 1e-9), (3, 0.05), (4, 0.02), (9, 5e-4), (1000, 1e-6)]
)
def test_students_quantile(confidence: float, degrees: int, tolerance: float) -> None:
    expected = float(stats.t.ppf((1 + confidence) / 2, degrees))
    assert student(confidence, degrees) == pytest.approx(expected, rel=tolerance)


@given(
    st.sampled_from([Range(0, 1), Range(-1, 1), Range(0, math.inf), Range(-math.inf, math.inf)]),
    st.floats(0.001, 0.999),
)
def test_a_scale_goes_there_and_back(of: Range, value: float) -> None:
    assert value in of
    assert of.back(of.scaled(value)) == pytest.approx(value, rel=1e-9)
    step = 1e-6
    slope = (of.scaled(value + step) - of.scaled(value - step)) / (2 * step)
    assert of.slope(value) == pytest.approx(slope, rel=1e-3)


@given(
    st.lists(st.floats(0, 1), min_size=20, max_size=40),
    st.floats(0, 1),
    st.floats(0.5, 0.999),
    st.integers(1, 50),
)
def test_an_interval_holds_the_value_and_stays_in_the_range(
    draws: list[float], value: float, confidence: float, rows: int
) -> None:
    of = Measured(value, np.array(draws), Range(0, 1), rows).interval(confidence)
    if isinstance(of, str):
        assert rows == 1
    else:
        assert 0 <= of.low <= value <= of.high <= 1


def test_a_few_resamples_without_a_value_are_left_out() -> None:
    draws = np.linspace(0.4, 0.6, 200)
    whole = Measured(0.5, draws, Range(0, 1), 50)
    some = np.concatenate([draws, [np.nan] * int(200 * UNDEFINED)])
    assert replace(whole, draws=some).interval(0.95) == whole.interval(0.95)
    more = np.concatenate([draws, [np.nan] * 10])
    assert replace(whole, draws=more).interval(0.95) == "5% of the resamples leave it undefined"


def test_fewer_rows_reach_further() -> None:
    assert reach(0.95, 10**9) == pytest.approx(1.95996, abs=1e-4)
    assert reach(0.95, 10) > reach(0.95, 100) > reach(0.95, 10**9)
    assert unseen(0.95, 1) == 0.975
    assert unseen(0.95, math.inf) == 0.0


def test_the_rows_of_a_group_are_those_within_it() -> None:
    sample = replace(
        sure([0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 1, 0]),
        groups={"sex": np.array(["f", "f", "m", "m", "m", "m", "f"])},
    )
    rows = Rows(sample)
    assert rows.of(Key("accuracy")) == 7
    assert rows.of(Key("accuracy", None, "sex", "f")) == 3
    assert rows.of(Key("recall", "b", "sex", "m")) == 3
    assert rows.of(Key("precision", "a", "sex", "f")) == 3
    assert rows.of(Key("selection_rate", "a", "sex", "f")) == 3
    assert rows.of(Key("false_positive_rate", "a", "sex", "f")) == 1
    assert rows.of(Key("accuracy_difference", None, "sex")) == 1
