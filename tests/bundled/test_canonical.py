"""P4: the canonical form answers as scikit-learn does, and reads back to the last bit."""

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from mcdeploy.bundled import canonical
from mcdeploy.bundled.builtin import load as load_data
from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.extraction import extract
from mcdeploy.bundled.pipeline import fit
from mcdeploy.bundled.split import split
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.errors import ModelError

FLOATS = st.floats(-1e6, 1e6, allow_subnormal=False)


@pytest.mark.parametrize("name", ["digits", "wine", "iris", "breast-cancer"])
@pytest.mark.parametrize("strategy", [Strategy.SOFTMAX, Strategy.ONE_VS_REST])
def test_p4_the_canonical_form_predicts_what_scikit_learn_predicts(
    name: str, strategy: Strategy
) -> None:
    """P4, first form: equal to 1e-12 on every row of the data, seen or not."""
    data = load_data(name)
    fitted = fit(split(data, 7).development, strategy, 1.0)
    ours = canonical.load(canonical.dump(extract(fitted, strategy, data)))
    theirs = fitted.predict_proba(data.rows)
    assert np.abs(ours.predict_proba(data.rows) - theirs).max() <= 1e-12
    assert np.array_equal(ours.predict(data.rows), fitted.predict(data.rows))


@st.composite
def classifiers(draw: st.DrawFn) -> Classifier:
    k, p = draw(st.integers(2, 4)), draw(st.integers(1, 3))
    return Classifier(
        strategy=draw(st.sampled_from([Strategy.SOFTMAX, Strategy.ONE_VS_REST])),
        classes=tuple(draw(st.lists(st.text(), min_size=k, max_size=k))),
        features=tuple(draw(st.lists(st.text(), min_size=p, max_size=p))),
        mean=draw(arrays(np.float64, p, elements=FLOATS)),
        scale=draw(arrays(np.float64, p, elements=st.floats(1e-3, 1e3))),
        coefficients=draw(arrays(np.float64, (k, p), elements=FLOATS)),
        intercepts=draw(arrays(np.float64, k, elements=FLOATS)),
    )


@given(classifiers())
def test_what_is_dumped_is_loaded_to_the_last_bit(model: Classifier) -> None:
    again = canonical.load(canonical.dump(model))
    assert canonical.dump(again) == canonical.dump(model)
    assert again.coefficients.tobytes() == model.coefficients.tobytes()
    assert again.scale.tobytes() == model.scale.tobytes()
    assert (again.classes, again.features) == (model.classes, model.features)


@given(classifiers(), st.data())
def test_probabilities_are_probabilities_however_far_the_scores(
    model: Classifier, data: st.DataObject
) -> None:
    shape = (3, len(model.features))
    found = model.predict_proba(data.draw(arrays(np.float64, shape, elements=FLOATS)))
    assert found.shape == (3, len(model.classes))
    assert ((found >= 0) & (found <= 1)).all()
    assert np.allclose(found.sum(axis=1), 1.0)


def _document(**changes: Any) -> bytes:
    document = {
        "format": canonical.FORMAT,
        "version": 1,
        "strategy": "softmax",
        "classes": ["a", "b"],
        "features": ["x"],
        "mean": [0.5],
        "scale": [2.0],
        "coefficients": [[0.0], [1.0]],
        "intercepts": [0.0, 0.25],
    }
    return json.dumps({**document, **changes}).encode()


def test_the_canonical_bytes() -> None:
    assert (
        canonical.dump(canonical.load(_document(classes=["ä", "b"], mean=[0.1])))
        == (
            '{"classes":["ä","b"],"coefficients":[[0.0],[1.0]],"features":["x"],'
            '"format":"mcdeploy/logistic-regression","intercepts":[0.0,0.25],"mean":[0.1],'
            '"scale":[2.0],"strategy":"softmax","version":1}'
        ).encode()
    )


def test_two_classes_by_hand() -> None:
    model = canonical.load(_document())
    odds = np.exp((3.0 - 0.5) / 2.0 + 0.25)
    assert model.predict_proba(np.array([[3.0]]))[0, 1] == pytest.approx(odds / (1 + odds))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "not a mcdeploy/logistic-regression document"),
        (b"\xff\xfe\xff", "not a mcdeploy/logistic-regression document"),
        (b"[]", "not a mcdeploy/logistic-regression document"),
        (_document(format="pickle"), "format 'pickle'"),
        (_document(version=2), "version 2"),
        (_document(strategy="other"), "'other'"),
        (_document(mean=[1.0, 2.0]), r"mean has shape \(2,\), not \(1,\)"),
        (_document(intercepts=[float("nan"), 0.0]), "intercepts holds a value that is not"),
    ],
)
def test_another_document_is_refused(data: bytes, expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        canonical.load(data)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([[1.0, 2.0]], r"\(1, 2\), not \(rows, 1\)"),
        ([1.0], r"\(1,\), not"),
        ([[0.0], [float("nan")]], "row 1, feature 'x' is not a finite number"),
    ],
)
def test_rows_that_the_model_cannot_read_are_refused(rows: list[Any], expected: str) -> None:
    with pytest.raises(ModelError, match=expected):
        canonical.load(_document()).predict_proba(np.array(rows, dtype=np.float64))


def test_where_probabilities_round_to_the_same_number_the_greatest_score_decides() -> None:
    """Both sigmoids are 1 to the last bit here."""
    model = Classifier(
        strategy=Strategy.ONE_VS_REST,
        classes=("less", "more"),
        features=("x",),
        mean=np.zeros(1),
        scale=np.ones(1),
        coefficients=np.array([[1.0], [2.0]]),
        intercepts=np.zeros(2),
    )
    rows = np.array([[50.0]])
    assert model.predict_proba(rows).tolist() == [[0.5, 0.5]]
    assert model.predict(rows).tolist() == [1]
