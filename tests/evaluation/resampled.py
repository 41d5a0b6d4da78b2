"""Rows and answers for tests of the bootstrap."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation.bootstrap import Subject, estimate
from mcdeploy.evaluation.metrics import statistics
from mcdeploy.evaluation.result import Estimate, Interval, Key

FEW = Criteria(resamples=60)


def simulated(sizes: tuple[int, ...], shift: float = 1.5, seed: int = 0) -> Predictions:
    """So many rows of each class, in no order."""
    rng, k = np.random.default_rng(seed), len(sizes)
    labels = rng.permutation(np.repeat(np.arange(k), sizes))
    scores = rng.normal(size=(len(labels), k))
    scores[np.arange(len(labels)), labels] += shift
    odds = np.exp(scores)
    return Predictions(tuple("abcdefgh"[:k]), labels, odds / odds.sum(axis=1, keepdims=True))


def sure(labels: list[int], said: list[int], k: int = 2) -> Predictions:
    """Rows that are said to be of a class with a probability of 0.9."""
    probabilities = np.full((len(said), k), 0.1 / (k - 1))
    probabilities[np.arange(len(said)), said] = 0.9
    return Predictions(tuple("abcdefgh"[:k]), np.array(labels), probabilities)


def subject(predictions: Predictions) -> Subject:
    return Subject(predictions, statistics(predictions))


def found(predictions: Predictions, criteria: Criteria = FEW) -> Mapping[Key, Estimate]:
    return estimate(subject(predictions), criteria)[criteria.confidence]


def interval(of: Estimate) -> Interval:
    assert of.interval is not None, of.why
    return of.interval


def found_value(sample: Predictions, key: Key) -> float | None:
    return subject(sample).values()[key][0]


def grouped(rates: list[float], rows: int) -> Predictions:
    """Rows of class b in groups, of which such a share is said to be of class b."""
    said = [int(i < rate * rows) for rate in rates for i in range(rows)]
    sample = sure([1] * len(said), said)
    names = np.repeat([f"group {i}" for i in range(len(rates))], rows)
    return replace(sample, groups={"column": names})
