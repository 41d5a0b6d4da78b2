"""Test rows that the model may have learned by heart are counted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.leakage import leakage
from mcdeploy.bundled.split import Split

Rows = list[tuple[float, int]]


def _part(rows: Rows) -> Dataset:
    values = np.array([[value, 1.0] for value, _ in rows], dtype=np.float64).reshape(-1, 2)
    labels = np.array([label for _, label in rows], dtype=np.int64)
    return Dataset("mine.csv", ("x", "y"), ("a", "b", "c"), values, labels)


def _split(train: Rows, validation: Rows, test: Rows) -> Split:
    return Split(_part(train), _part(validation), _part(train + validation), _part(test))


@pytest.mark.parametrize(
    ("test", "duplicates", "conflicting"),
    [
        ([(9.0, 0), (8.0, 1)], 0, 0),
        ([(1.0, 0), (9.0, 0)], 1, 0),
        ([(3.0, 2)], 1, 0),  # the validation part makes the model too
        ([(1.0, 1)], 1, 1),
        ([(2.0, 0)], 1, 1),  # there with this class and with another
        ([(0.0, 0)], 1, 0),  # the other zero is the same value
        ([(1.0, 0), (1.0, 0)], 2, 0),
        ([(np.nextafter(1.0, 2.0), 0)], 0, 0),
    ],
)
def test_rows_by_hand(test: Rows, duplicates: int, conflicting: int) -> None:
    parts = _split([(1.0, 0), (2.0, 0), (2.0, 1), (-0.0, 0)], [(3.0, 2)], test)
    found = leakage(parts)
    assert (found["duplicates"], found["conflicting"]) == (duplicates, conflicting)
    words = f"{duplicates} of the {len(test)} test rows" if duplicates else "None of the"
    assert str(found["why"]).startswith(words)


PART = st.lists(st.tuples(st.integers(0, 5).map(float), st.integers(0, 2)), min_size=1, max_size=9)


@given(PART, PART, PART)
def test_as_plain_loops_count(train: Rows, validation: Rows, test: Rows) -> None:
    found = leakage(_split(train, validation, test))
    others = train + validation
    assert found["duplicates"] == sum(any(v == w for w, _ in others) for v, _ in test)
    assert found["conflicting"] == sum(any(v == w and a != b for w, b in others) for v, a in test)
