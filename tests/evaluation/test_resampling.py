"""What the bootstrap draws, and that it draws the same each time."""

import math
import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mcdeploy.domain import FAIRNESS_METRICS, Criteria, Event, Predictions, Resampled
from mcdeploy.evaluation.bootstrap import estimate, resampling
from mcdeploy.evaluation.bootstrap.rows import Rows
from mcdeploy.evaluation.bootstrap.strata import Strata
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Weights
from tests.evaluation.resampled import (
    FEW,
    found,
    found_value,
    grouped,
    simulated,
    subject,
)


@given(st.lists(st.integers(0, 4), min_size=1, max_size=60), st.integers(0, 2**32))
def test_a_resample_has_as_many_rows_of_each_class_as_there_are(
    labels: list[int], seed: int
) -> None:
    drawn = Strata(np.array(labels)).draw(seed, range(5))
    assert drawn.shape == (5, len(labels))
    for c in range(5):
        of = np.array(labels) == c
        assert (drawn[:, of].sum(axis=1) == of.sum()).all()


def test_each_row_of_a_class_is_drawn_as_often_as_another() -> None:
    """20,000 draws of one row in four and of one in two: five standard errors."""
    drawn = Strata(np.array([0, 1, 0, 1, 0, 0])).draw(1, range(20_000)).mean(axis=0)
    assert drawn == pytest.approx(np.ones(6), abs=5 * math.sqrt(0.75 / 20_000))


def test_a_row_is_drawn_up_to_as_often_as_its_class_has_rows() -> None:
    """By the binomial distribution: of 3 rows a third each, none with probability 8/27."""
    drawn = Strata(np.zeros(3, dtype=np.int64)).draw(2, range(20_000))
    shares = np.bincount(drawn[:, 0], minlength=4) / 20_000
    assert shares == pytest.approx(np.array([8, 12, 6, 1]) / 27, abs=0.02)


def test_resamples_differ_from_each_other_and_by_seed() -> None:
    strata = Strata(np.zeros(50, dtype=np.int64))
    first, second = strata.draw(0, range(2))
    assert (first != second).any()
    assert (strata.draw(1, range(1))[0] != first).any()
    assert (strata.draw(0, range(1, 2))[0] == second).all()


@pytest.mark.parametrize("cells", [1, 70, 2**20])
@pytest.mark.parametrize("cores", [1, 2, 7])
def test_threads_and_batches_make_no_difference(
    monkeypatch: pytest.MonkeyPatch, cells: int, cores: int
) -> None:
    sample = simulated((20, 9, 5))
    expected = found(sample)
    monkeypatch.setattr(resampling, "CELLS", cells)
    monkeypatch.setattr(resampling, "_cores", lambda: cores)
    assert found(sample) == expected


def test_the_order_of_the_rows_does_not_change_the_values() -> None:
    sample = simulated((20, 9, 5))
    rows = np.argsort(sample.labels, kind="stable")
    ordered = replace(sample, labels=sample.labels[rows], probabilities=sample.probabilities[rows])
    for key, one in found(sample).items():
        assert one.value == pytest.approx(found_value(ordered, key), abs=1e-12)


def test_the_listener_is_told_of_each_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "CELLS", 34 * 25)
    told: list[Event] = []
    estimate(subject(simulated((20, 9, 5))), FEW, told.append)
    assert told == [Resampled(25, 60), Resampled(50, 60), Resampled(60, 60)]


def test_what_a_listener_raises_ends_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resampling, "CELLS", 1)
    measured: list[int] = []

    def measure(weights: Weights) -> NDArray[np.float64]:
        measured.append(len(weights))
        return np.zeros((len(weights), 1))

    def interrupted(event: Event) -> None:
        raise KeyboardInterrupt(event)

    with pytest.raises(KeyboardInterrupt):
        resampling.resampled(
            measure, 1, np.zeros(9, np.int64), Criteria(resamples=9999), interrupted
        )
    assert len(measured) < 9999


def test_pairs_of_many_classes_stay_out_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """100 classes of 2 rows have 50 times as many pairs of classes as rows."""
    rng, labels = np.random.default_rng(0), np.arange(200) % 100
    probabilities = rng.random((200, 100)) + np.eye(100)[labels]
    probabilities /= probabilities.sum(axis=1, keepdims=True)
    sample = subject(Predictions(tuple(map(str, range(100))), labels, probabilities))
    monkeypatch.setattr(resampling, "THREADS", 1)
    tracemalloc.start()
    estimate(sample, Criteria(resamples=800))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 96 * 2**20


def test_the_groups_of_a_column_are_found_once(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[NDArray[np.str_]] = []
    unique = np.unique

    def counted(values: NDArray[np.str_]) -> NDArray[np.str_]:
        asked.append(values)
        return unique(values)

    rows = Rows(grouped([0.5, 0.6, 0.7], 10))
    monkeypatch.setattr(np, "unique", counted)
    for metric in FAIRNESS_METRICS:
        assert rows.of(Key(metric, None, "column")) == 10
    assert len(asked) == 1
