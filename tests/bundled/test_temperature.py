"""One number for how sure a model is: found where the log loss is least, shipped where it pays."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.bundled import canonical
from mcdeploy.bundled.builtin import load
from mcdeploy.bundled.classifier import Classifier, log_probabilities, probabilities
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.bundled.fitted import fitted
from mcdeploy.bundled.losses import measures
from mcdeploy.bundled.search import Candidate
from mcdeploy.bundled.split import split
from mcdeploy.bundled.strategy import BOTH, Strategy
from mcdeploy.bundled.temperature import FARTHEST, fit
from mcdeploy.domain import Model

ROWS = 400


def _model(strategy: Strategy, sharpness: float) -> Classifier:
    slopes = sharpness * np.array([[0.0, 1.0], [1.0, 0.0], [-1.0, -1.0]])
    zeros, ones = np.zeros(2), np.ones(2)
    return Classifier(strategy, ("a", "b", "c"), ("x", "y"), zeros, ones, slopes, np.zeros(3))


def _drawn(model: Classifier, rows: int = ROWS) -> Dataset:
    """Rows whose classes are drawn from what the model says of them."""
    random = np.random.default_rng(5)
    values = random.normal(size=(rows, 2))
    edges = model.predict_proba(values).cumsum(axis=1)
    labels = (random.random((rows, 1)) > edges[:, :-1]).sum(axis=1)
    return Dataset("drawn", ("x", "y"), ("a", "b", "c"), values, labels.astype(np.int64))


@pytest.mark.parametrize("strategy", BOTH)
@pytest.mark.parametrize("wrong", [0.4, 3.0])
def test_a_model_that_is_too_sure_or_not_sure_enough_is_set_right(
    strategy: Strategy, wrong: float
) -> None:
    honest = _model(strategy, 2.0)
    found = fit(_model(strategy, 2.0 * wrong), _drawn(honest, 20_000))
    assert found.shipped
    assert found.value == pytest.approx(wrong, rel=0.05)
    assert "so it is applied" in found.why


def test_an_honest_model_stays_as_it_is() -> None:
    honest = _model(Strategy.SOFTMAX, 2.0)
    found = fit(honest, _drawn(honest))
    assert not found.shipped
    assert found.applied(honest) is honest
    assert "so none is applied" in found.why


@pytest.mark.parametrize("strategy", BOTH)
def test_no_other_temperature_gives_a_lower_loss(strategy: Strategy) -> None:
    data, model = _drawn(_model(strategy, 1.0)), _model(strategy, 2.5)
    found = fit(model, data)

    def loss(temperature: float) -> float:
        given_ = model.tempered(temperature).predict_proba(data.rows)
        return float(-np.log(given_[np.arange(ROWS), data.labels]).mean())

    others = np.geomspace(1 / FARTHEST, FARTHEST, 101)
    assert loss(found.value) <= min(map(loss, others)) + 1e-9


def test_it_is_shipped_only_for_more_than_one_standard_error() -> None:
    """The rule, worked out again from the probabilities of both."""
    decisions = set()
    for rows in (12, 20, 40, 80, 160, 320):
        model = _model(Strategy.SOFTMAX, 2.6)
        data = _drawn(_model(Strategy.SOFTMAX, 2.0), rows)
        found = fit(model, data)
        after = model.tempered(found.value)
        own = [
            np.log(each.predict_proba(data.rows)[np.arange(rows), data.labels])
            for each in (model, after)
        ]
        gains = own[1] - own[0]
        assert found.shipped == (gains.mean() > gains.std(ddof=1) / rows**0.5)
        decisions.add(found.shipped)
    assert decisions == {True, False}


def test_rows_that_are_all_right_tell_no_temperature() -> None:
    model, values = _model(Strategy.SOFTMAX, 1.0), np.array([[0.0, 2.0], [2.0, 0.0], [-2.0, -2.0]])
    found = fit(model, Dataset("few", ("x", "y"), ("a", "b", "c"), values, np.array([0, 1, 2])))
    assert (found.value, found.shipped) == (1.0, False)
    assert "right on every one of the 3 validation rows" in found.why


@given(
    st.sampled_from(BOTH),
    st.lists(st.lists(st.floats(-300, 300), min_size=3, max_size=3), min_size=1, max_size=4),
)
def test_logarithms_are_those_of_the_probabilities(
    strategy: Strategy, scores: list[list[float]]
) -> None:
    rows = np.array(scores)
    found = log_probabilities(strategy, rows)
    assert np.exp(found) == pytest.approx(probabilities(strategy, rows), abs=1e-12)
    assert np.isfinite(found).all()


@pytest.mark.parametrize("strategy", BOTH)
def test_the_temperature_lies_in_the_coefficients(strategy: Strategy) -> None:
    """The document that is shipped needs nothing besides: scores divided by T, to 1e-12."""
    data = load("digits")
    way = fitted(split(data, 7), Candidate(strategy, 0.01, (0.0, 0.0)))
    assert way.temperature.shipped
    shipped = canonical.load(canonical.dump(way.shipped))
    expected = probabilities(strategy, way.final.scores(data.rows) / way.temperature.value)
    assert np.abs(shipped.predict_proba(data.rows) - expected).max() <= 1e-12
    assert np.array_equal(shipped.predict(data.rows), way.final.predict(data.rows))


@pytest.mark.parametrize("name", ["digits", "iris", "wine", "breast-cancer"])
def test_the_story_tells_before_and_after(name: str, trained: Callable[..., Model]) -> None:
    model = trained(name, "auto", 7)
    told: Any = model.story["calibration"]
    assert model.predictions is not None
    assert told["after" if told["shipped"] else "before"] == pytest.approx(
        measures(model.predictions), abs=1e-12
    )
    if told["shipped"]:
        assert float(model.lineage["temperature"]) == told["temperature"]
        assert told["after"] != told["before"]
    else:
        assert "temperature" not in model.lineage
