"""Pearson's r as NumPy has it; features without spread have none."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from mcdeploy.bundled import correlation
from mcdeploy.bundled.correlation import MATRIX, PAIRS, correlations
from mcdeploy.bundled.dataset import Dataset


def _found(rows: NDArray[np.float64]) -> Any:
    names = tuple(f"f{place}" for place in range(rows.shape[1]))
    labels = np.zeros(len(rows), dtype=np.int64)
    data = Dataset("mine.csv", names, ("a",), rows, labels)
    return json.loads(json.dumps(correlations(data), allow_nan=False))


@given(arrays(np.float64, st.tuples(st.just(9), st.integers(1, 6)), elements=st.integers(-9, 9)))
def test_the_matrix_is_numpys(rows: NDArray[np.float64]) -> None:
    found = _found(rows)
    varying = np.flatnonzero((rows != rows[0]).any(axis=0))
    assert found["features"] == [f"f{place}" for place in varying]
    theirs = np.atleast_2d(np.corrcoef(rows[:, varying].T)) if len(varying) else np.zeros((0, 0))
    matrix = np.array(found["matrix"]).reshape(theirs.shape)
    assert np.abs(matrix - theirs).max(initial=0.0) < 1e-5
    place = {name: index for index, name in enumerate(found["features"])}
    pairs = [(place[pair["a"]], place[pair["b"]]) for pair in found["pairs"]]
    assert len(set(pairs)) == len(pairs)
    assert all(first < second for first, second in pairs)
    for pair, (first, second) in zip(found["pairs"], pairs, strict=True):
        assert pair["r"] == matrix[first, second]


def _many() -> NDArray[np.float64]:
    random = np.random.default_rng(3)
    rows = random.normal(size=(50, MATRIX + 20))
    rows[:, 7:14] += 3 * random.normal(size=(50, 1))
    rows[:, 40] = rows[:, 2] + 0.01 * random.normal(size=50)
    rows[:, 33] = -rows[:, 41] + 0.1 * random.normal(size=50)
    return rows


@pytest.mark.parametrize("block", [1, 7, 256])
def test_the_strongest_pairs_are_found_block_by_block(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(correlation, "BLOCK", block)
    rows = _many()
    found = _found(rows)
    theirs = np.triu(np.abs(np.corrcoef(rows.T)), 1)
    assert [abs(pair["r"]) for pair in found["pairs"]] == pytest.approx(
        np.sort(theirs, axis=None)[::-1][:PAIRS], rel=1e-5
    )
    assert [(pair["a"], pair["b"]) for pair in found["pairs"][:2]] == [
        ("f2", "f40"),
        ("f33", "f41"),
    ]
    assert found["pairs"][1]["r"] < -0.9
    assert (found["matrix"], found["features"]) == (None, [])


def test_values_near_the_end_of_what_is_read_have_a_correlation() -> None:
    assert _found(np.array([[1e100, -1e100], [-1e100, 1e100], [0.0, 0.0]]))["pairs"][0]["r"] == -1.0


def test_a_constant_whose_mean_is_rounded_has_no_correlation() -> None:
    rows = np.column_stack([np.full(3, 0.1), np.arange(3.0)])
    assert rows[:, 0].mean() != 0.1
    assert _found(rows)["features"] == ["f1"]


@pytest.mark.parametrize("seed", range(5))
def test_of_equals_the_earlier_features_come_first(seed: int) -> None:
    """Each is a multiple of the first, so that every r is 1 but for the last digits."""
    column = np.random.default_rng(seed).normal(size=50)
    found = _found(np.outer(column, [1.0, 3.0, 0.7, 1.1, -5.3]))
    pairs = [(pair["a"], pair["b"]) for pair in found["pairs"]]
    assert len(pairs) == 10
    assert pairs == sorted(pairs)


def test_features_that_have_nothing_in_common_are_pairs_too() -> None:
    found = _found(np.eye(8) - np.eye(8)[::-1] + np.diag(np.arange(8.0)))
    assert len(found["pairs"]) == min(PAIRS, 8 * 7 // 2)
    unlike = _found(np.array([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]]))
    assert unlike["pairs"] == [{"a": "f0", "b": "f1", "r": 0.0}]
