"""Sums by cell, against counting one row after another."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.evaluation.metrics.grouped import grouped


@st.composite
def _cells(draw: st.DrawFn) -> tuple[list[int], int]:
    count = draw(st.integers(1, 6))
    return draw(st.lists(st.integers(0, count - 1), max_size=20)), count


@given(_cells(), st.sampled_from([np.uint8, np.uint16, np.uint32, np.uint64]), st.booleans())
def test_the_weight_and_the_worth_of_each_cell_are_those_of_its_rows(
    cells: tuple[list[int], int], dtype: type[np.unsignedinteger], in_order: bool
) -> None:
    along, count = np.array(sorted(cells[0]) if in_order else cells[0], dtype=np.int64), cells[1]
    weights = np.stack([np.arange(len(along)) + 236, np.full(len(along), 255)]).astype(dtype)
    worth = np.arange(len(along)) / 8 - 1
    found = grouped(along, count)
    assert (found.order is None) == (sorted(along) == list(along))
    expected = [np.bincount(along, weights=row, minlength=count) for row in weights]
    np.testing.assert_array_equal(found.counts(weights), np.reshape(expected, (2, count)))
    expected = [np.bincount(along, weights=row * worth, minlength=count) for row in weights]
    sums = found.sums(weights, found.arrange(worth))
    np.testing.assert_array_equal(sums, np.reshape(expected, (2, count)))


def test_cells_may_be_named_by_numbers_without_a_sign() -> None:
    found = grouped(np.array([2, 0, 2], dtype=np.uint8), 3)
    assert found.counts(np.array([[1, 2, 4]], dtype=np.uint8)).tolist() == [[2, 0, 5]]


def test_rows_of_one_cell_keep_their_order() -> None:
    cells = np.arange(1000) % 3
    rows = grouped(cells, 3).arrange(np.arange(1000))
    assert rows.tolist() == [*range(0, 1000, 3), *range(1, 1000, 3), *range(2, 1000, 3)]
