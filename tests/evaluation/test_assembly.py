"""What an evaluation is made of is looked at first."""

import numpy as np
import pytest

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import evaluate

SOUND = Predictions(("a", "b"), np.array([0, 1]), np.array([[0.75, 0.25], [0.5, 0.5]]))


@pytest.mark.parametrize("costs", [{}, {"a": {"b": 1.0}}])
def test_validation_rows_that_are_none_are_told_as_such(costs: dict[str, dict[str, float]]) -> None:
    broken = Predictions(("a", "b"), np.array([0, 1]), np.array([[0.75, 0.25], [0.5, 0.25]]))
    with pytest.raises(ModelError) as caught:
        evaluate(SOUND, Criteria(costs=costs, resamples=0), validation=broken)
    assert str(caught.value).startswith("the validation rows: row 1: the probabilities sum to 0.75")


def test_the_confusion_is_of_the_first_most_probable_class() -> None:
    found = evaluate(SOUND, Criteria(resamples=0), validation=SOUND)
    assert found.confusion == ((1, 0), (1, 0))
    assert [(one.support, one.predicted) for one in found.classes] == [(1, 2), (1, 0)]
