"""The canonical form, asked: the reference for every other form of the model."""

import numpy as np
import pytest

from mcdeploy import bundled
from mcdeploy.errors import ModelError


@pytest.mark.parametrize("strategy", ["softmax", "one-vs-rest"])
def test_it_says_what_the_evaluation_heard(strategy: str) -> None:
    model = bundled.train("iris", strategy, 7)
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    assert model.rows is not None
    assert model.predictions is not None
    said = bundled.predictor(document)(model.rows)
    assert np.array_equal(said.probabilities, model.predictions.probabilities)
    assert said.classes == model.predictions.classes
    most_probable = said.probabilities.argmax(axis=1)
    assert list(said.labels) == [said.classes[index] for index in most_probable]


def test_where_probabilities_round_to_the_same_number_the_score_decides() -> None:
    model = bundled.train("iris", "one-vs-rest", 7)
    document = model.files["model.json"]
    assert isinstance(document, bytes)
    far = np.array([[0.0, 1e6, 0.0, -1e6], [0.0, -1e6, 0.0, 1e6]])
    said = bundled.predictor(document)(far)
    assert np.isfinite(said.probabilities).all()
    assert len(set(said.labels)) == 2


def test_p8_rows_of_another_shape_are_an_error() -> None:
    document = bundled.train("iris", "softmax", 7).files["model.json"]
    assert isinstance(document, bytes)
    with pytest.raises(ModelError, match="their shape is"):
        bundled.predictor(document)(np.zeros((2, 3)))
