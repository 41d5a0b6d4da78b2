"""The three parts: whole, stratified, repeatable, and enough for the folds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.split import FOLDS, ROWS_PER_CLASS, split
from mcdeploy.errors import ModelError


def _data(counts: list[int]) -> Dataset:
    labels = np.repeat(np.arange(len(counts)), counts).astype(np.int64)
    rows = np.arange(len(labels), dtype=np.float64).reshape(-1, 1)
    return Dataset("mine.csv", ("x",), tuple(f"c{i}" for i in range(len(counts))), rows, labels)


@given(st.lists(st.integers(ROWS_PER_CLASS, 60), min_size=2, max_size=6), st.integers(0, 2**32 - 1))
def test_every_part_and_every_fold_can_have_every_class(counts: list[int], seed: int) -> None:
    data = _data(counts)
    parts = split(data, seed)
    assert min(parts.train.counts()) >= FOLDS
    assert min(parts.validation.counts()) >= 1
    assert min(parts.test.counts()) >= 1
    every = [parts.train, parts.validation, parts.test]
    assert sorted(np.concatenate([part.rows[:, 0] for part in every])) == list(data.rows[:, 0])
    both = np.concatenate([parts.train.rows, parts.validation.rows])
    assert np.array_equal(parts.development.rows, both)
    for part, share in zip(every, (0.6, 0.2, 0.2), strict=True):
        assert all(
            abs(got - share * count) < 2 for got, count in zip(part.counts(), counts, strict=True)
        )


def test_the_seed_decides() -> None:
    data = _data([40, 40])
    assert np.array_equal(split(data, 1).test.rows, split(data, 1).test.rows)
    assert not np.array_equal(split(data, 1).test.rows, split(data, 2).test.rows)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ([30], "all rows are of one class, 'c0'"),
        ([30, 9], "too few rows of a class: 'c1' has 9\n.*need 10 rows of every class"),
        (
            [1, 1, 1, 1, 1],
            "too few rows of a class: 'c0' has 1, 'c1' has 1, 'c2' has 1 and 2 classes more",
        ),
    ],
)
def test_data_that_cannot_be_split_is_refused(counts: list[int], expected: str) -> None:
    with pytest.raises(ModelError, match=rf"mine\.csv: {expected}"):
        split(_data(counts), 7)


def test_features_that_never_vary_teach_nothing() -> None:
    data = _data([20, 20])
    data.rows[:] = 3.0
    with pytest.raises(ModelError, match="one and the same value"):
        split(data, 7)
