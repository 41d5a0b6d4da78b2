"""The bins against scikit-learn and against their definition."""

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.calibration import reliability
from mcdeploy.evaluation.metrics.losses import Losses
from mcdeploy.evaluation.result import Bin, Key

EDGES = [share for i in range(11) for share in (i / 10, 0.1 * i, np.nextafter(i / 10, 0))]


def _two(scores: list[float], labels: list[int]) -> Predictions:
    """Two classes; a probability is never above 1."""
    second = np.minimum(np.array(scores, dtype=np.float64), 1.0)
    return Predictions(
        ("no", "yes"), np.array(labels, dtype=np.int64), np.stack((1 - second, second), axis=1)
    )


@st.composite
def predictions(draw: st.DrawFn) -> Predictions:
    """Small weights put many probabilities on the edges of bins."""
    k, n = draw(st.integers(2, 5)), draw(st.integers(1, 30))
    labels = draw(st.lists(st.integers(0, k - 1), min_size=n, max_size=n))
    weight = st.lists(st.integers(0, 8), min_size=k, max_size=k).filter(any)
    weights = np.array(draw(st.lists(weight, min_size=n, max_size=n)), dtype=np.float64)
    classes = tuple(f"class {i}" for i in range(k))
    probabilities = weights / weights.sum(axis=1, keepdims=True)
    return Predictions(classes, np.array(labels, dtype=np.int64), probabilities)


@given(predictions())
@example(_two(EDGES, [i % 2 for i in range(len(EDGES))]))
def test_the_bins_of_a_class_are_those_of_scikit_learn(sample: Predictions) -> None:
    _, *classes = reliability(sample)
    assert tuple(each.name for each in classes) == sample.classes
    for i, each in enumerate(classes):
        scores = sample.probabilities[:, i]
        seen, said = calibration_curve(
            sample.labels == i, scores, n_bins=10, strategy="uniform", pos_label=True
        )
        assert [one.seen for one in each.bins] == pytest.approx(seen, abs=1e-12)
        assert [one.said for one in each.bins] == pytest.approx(said, abs=1e-12)


@given(predictions())
def test_a_bin_is_open_to_the_left_and_every_row_is_in_one(sample: Predictions) -> None:
    most_probable, *classes = reliability(sample)
    columns = (sample.probabilities.max(axis=1), *sample.probabilities.T)
    for each, said in zip((most_probable, *classes), columns, strict=True):
        assert sum(one.rows for one in each.bins) == len(said)
        for one in each.bins:
            within = (said <= one.high) & ((said > one.low) | (one.low == 0.0))
            assert one.rows == within.sum() > 0
            assert one.said == pytest.approx(said[within].mean(), abs=1e-12)


@given(predictions())
@example(_two([i / 15 for i in range(16)], [1, 0] * 8))
def test_ece_is_the_metric(sample: Predictions) -> None:
    losses = Losses(sample)
    values = losses(np.ones((1, len(sample.labels)), dtype=np.uint8))[0]
    most_probable, *classes = reliability(sample)
    assert most_probable.name == "most probable"
    assert most_probable.ece == pytest.approx(values[losses.keys.index(Key("ece"))], abs=1e-12)
    for each in classes:
        value = values[losses.keys.index(Key("brier", each.name))]
        assert each.brier == pytest.approx(value, abs=1e-12)


@given(predictions())
def test_brier_is_that_of_scikit_learn(sample: Predictions) -> None:
    right = sample.probabilities.argmax(axis=1) == sample.labels
    columns = [(right, sample.probabilities.max(axis=1))]
    columns += [
        (sample.labels == i, sample.probabilities[:, i]) for i in range(len(sample.classes))
    ]
    for each, (seen, said) in zip(reliability(sample), columns, strict=True):
        expected = brier_score_loss(seen, said, pos_label=True, labels=[False, True])
        assert each.brier == pytest.approx(expected, abs=1e-12)


def test_by_hand() -> None:
    most_probable, no, yes = reliability(_two([0.0, 0.125, 0.75, 1.0], [0, 1, 1, 1]))
    assert no.ece == pytest.approx((0.875 + 0.25) / 4)
    assert yes.bins == (
        Bin(0.0, 0.1, 1, 0.0, 0.0),
        Bin(0.1, 0.2, 1, 0.125, 1.0),
        Bin(0.7000000000000001, 0.8, 1, 0.75, 1.0),
        Bin(0.9, 1.0, 1, 1.0, 1.0),
    )
    assert yes.ece == pytest.approx((0.875 + 0.25) / 4)
    assert yes.brier == pytest.approx((0.875**2 + 0.25**2) / 4)
    assert [one.rows for one in most_probable.bins] == [1, 1, 2]
