"""Predictions and weights of any kind, in which whatever can be equal, absent or extreme is."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.result import Key
from mcdeploy.evaluation.statistic import Statistic, Weights

IMBALANCED = 501


class Sample(NamedTuple):
    """Predictions, and weights of shape (b, n), whose first row is ones."""

    predictions: Predictions
    weights: Weights


@st.composite
def samples(draw: st.DrawFn) -> Sample:
    """Small integers make ties, zeros and classes that are absent or never predicted."""
    predictions = draw(st.one_of(_few_rows(), _one_against_500()))
    n = len(predictions.labels)
    dtype = draw(st.sampled_from([np.uint8, np.uint16, np.uint32, np.uint64]))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    most = draw(st.sampled_from([1, 2, 255]))
    drawn = generator.integers(0, most, (draw(st.integers(1, 2)), n), endpoint=True)
    return Sample(predictions, np.vstack([np.ones(n), drawn]).astype(dtype))


@st.composite
def _few_rows(draw: st.DrawFn) -> Predictions:
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 30))
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    score = st.lists(st.integers(0, 4), min_size=k, max_size=k).filter(any)
    return _predictions(np.array(labels), np.array(draw(st.lists(score, min_size=n, max_size=n))))


@st.composite
def _one_against_500(draw: st.DrawFn) -> Predictions:
    """All rows but one are of the last class."""
    k = draw(st.integers(2, 3))
    generator = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    labels = np.full(IMBALANCED, k - 1)
    labels[draw(st.integers(0, IMBALANCED - 1))] = 0
    highest = draw(st.sampled_from([2, 10_000]))
    return _predictions(labels, generator.integers(1, highest, (IMBALANCED, k), endpoint=True))


def _predictions(labels: NDArray[Any], scores: NDArray[Any]) -> Predictions:
    classes = tuple(f"class {i}" for i in range(scores.shape[1]))
    probabilities = scores / scores.sum(axis=1, keepdims=True)
    return Predictions(classes, labels.astype(np.int64), probabilities)


def said(predictions: Predictions) -> NDArray[np.intp]:
    """The predicted class of each row."""
    return np.asarray(predictions.probabilities.argmax(axis=1), dtype=np.intp)


def measured(statistic: Statistic, weights: Weights) -> list[Mapping[Key, float]]:
    """The values by key, of each resample."""
    values = statistic(weights)
    assert values.shape == (len(weights), len(statistic.keys))
    return [dict(zip(statistic.keys, row.tolist(), strict=True)) for row in values]
