"""P4: the estimator is the canonical form, whatever the numbers are."""

import importlib.util
import json
from types import ModuleType

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from mcdeploy.bundled import canonical
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import BOTH
from mcdeploy.package.emission import PROGRAM

NUMBERS = st.floats(-30, 30).map(lambda number: round(number, 3))
ULPS = 64 * np.finfo(np.float64).eps


def program() -> ModuleType:
    spec = importlib.util.spec_from_file_location("emit_sklearn", PROGRAM)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


EMIT = program()


def arrays(*shape: int) -> st.SearchStrategy[NDArray[np.float64]]:
    size = int(np.prod(shape))
    return st.lists(NUMBERS, min_size=size, max_size=size).map(lambda flat: np.reshape(flat, shape))


@st.composite
def classifiers(draw: st.DrawFn) -> Classifier:
    classes, features = draw(st.integers(2, 5)), draw(st.integers(1, 4))
    return Classifier(
        strategy=draw(st.sampled_from(BOTH)),
        classes=tuple(f"class {index}" for index in range(classes)),
        features=tuple(f"feature {index}" for index in range(features)),
        mean=draw(arrays(features)),
        scale=np.abs(draw(arrays(features))) + 0.01,
        coefficients=draw(arrays(classes, features)),
        intercepts=draw(arrays(classes)),
    )


@given(classifiers(), st.integers(0, 2**32 - 1), st.floats(0, 6))
def test_p4_it_says_what_the_canonical_form_says(
    model: Classifier, seed: int, distance: float
) -> None:
    """What sums can differ by, in another order, is a few units in the last place of the scores."""
    rows = 10**distance * np.random.default_rng(seed).standard_normal((20, len(model.features)))
    estimator = EMIT.estimator(json.loads(canonical.dump(model)))
    scores = model.scores(rows)
    rounding = ULPS * size(model, rows)
    found = estimator.predict_proba(rows)
    assert (np.abs(found - model.predict_proba(rows)) <= 1e-13 + rounding[:, None]).all()
    best = np.sort(scores, axis=1)
    clear = best[:, -1] - best[:, -2] > rounding
    names = np.array(model.classes)[model.predict(rows)]
    assert (estimator.predict(rows) == names)[clear].all()


def size(model: Classifier, rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """How large what is added up for the scores of each row gets, at most."""
    scaled = np.abs((rows - model.mean) / model.scale)
    sums = scaled @ np.abs(model.coefficients).T + np.abs(model.intercepts)
    return np.asarray(sums.max(axis=1))
