"""The data at a glance, and each feature's distribution: as NumPy has it, and always whole."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.profile import BINS, features, histogram, overview
from mcdeploy.bundled.significant import rounded

COLUMNS = arrays(np.float64, st.integers(1, 40), elements=st.floats(-1e100, 1e100))
FEW = arrays(np.float64, st.integers(1, 40), elements=st.integers(0, 3).map(float))


def _data(rows: NDArray[np.float64], labels: list[int]) -> Dataset:
    names = tuple(f"f{place}" for place in range(rows.shape[1]))
    return Dataset("mine.csv", names, ("a", "b"), rows, np.array(labels, dtype=np.int64))


def _plain(value: object) -> Any:
    return json.loads(json.dumps(value, allow_nan=False))


@given(COLUMNS | FEW)
def test_every_value_is_in_one_bin(values: NDArray[np.float64]) -> None:
    found = _plain(histogram(values))
    assert sum(found["counts"]) == len(values)
    assert len(found["counts"]) == min(BINS, len(np.unique(values)))
    assert (found["low"], found["high"]) == (rounded(values.min()), rounded(values.max()))
    assert found["counts"][0] > 0
    assert found["counts"][-1] > 0


@given(arrays(np.float64, st.integers(13, 60), elements=st.integers(0, 999).map(float)))
def test_a_histogram_is_numpys_but_for_values_on_an_edge(values: NDArray[np.float64]) -> None:
    found = _plain(histogram(values))["counts"]
    theirs, edges = np.histogram(values, bins=len(found))
    on_an_edge = np.isin(values, edges) | (np.abs(values[:, None] - edges) < 1e-9).any(axis=1)
    assert np.abs(np.array(found) - theirs).sum() <= 2 * on_an_edge.sum()


@given(arrays(np.float64, st.tuples(st.integers(2, 30), st.just(2)), elements=st.floats(-1e6, 1e6)))
def test_quantiles_mean_and_spread_are_numpys(rows: NDArray[np.float64]) -> None:
    found = _plain(features(_data(rows, [0] * len(rows)), [1]))[0]
    values = rows[:, 1]
    assert found["name"] == "f1"
    five = [found[key] for key in ("min", "q1", "median", "q3", "max")]
    assert five == pytest.approx(np.percentile(values, [0, 25, 50, 75, 100]), rel=1e-5)
    assert found["mean"] == pytest.approx(values.mean(), rel=1e-5)
    assert found["sd"] == pytest.approx(values.std(), rel=1e-5)


def test_the_overview_counts_and_names_what_is_odd() -> None:
    rows = np.array([[1.0, 5.0], [2.0, 5.0], [3.0, 5.0]])
    found = _plain(overview(_data(rows, [0, 0, 1]), 2))
    assert found["classes"] == [{"label": "a", "rows": 2}, {"label": "b", "rows": 1}]
    assert (found["rows"], found["features"], found["missing_values"]) == (3, 2, 0)
    assert (found["balance"], found["constant_features"]) == (0.5, ["f1"])
    assert "No value is missing" in found["why"]
    assert "one value in all rows" in found["why"]
    assert "largest coefficients" not in found["why"]


def test_features_that_are_not_described_are_said_so() -> None:
    found = _plain(overview(_data(np.eye(3), [0, 0, 1]), 2))
    assert "the 2 features with the largest coefficients" in found["why"]
