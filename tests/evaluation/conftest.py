"""One small evaluation, with classes whose names are traps for HTML."""

import numpy as np
import pytest
from hypothesis import settings

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation import Evaluation, evaluate

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

HOSTILE = "<script>alert('1')</script>&amp;\"x\" onload=y"


@pytest.fixture
def hostile() -> str:
    return HOSTILE


@pytest.fixture
def evaluation() -> Evaluation:
    """Six rows: one of `ham` is taken for `spam`; the third class is never predicted."""
    probabilities = [
        [0.75, 0.25, 0.0],
        [0.5, 0.375, 0.125],
        [0.25, 0.75, 0.0],
        [0.125, 0.75, 0.125],
        [0.25, 0.5, 0.25],
        [0.5, 0.25, 0.25],
    ]
    labels = np.array([0, 0, 0, 1, 1, 2])
    return evaluate(
        Predictions(("ham", "spam", HOSTILE), labels, np.array(probabilities)),
        Criteria(resamples=0),
    )
