"""What the handlers in SageMaker's package take and give."""

import importlib.util
import json
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.package.layouts.sagemaker import HANDLERS


def handlers() -> ModuleType:
    spec = importlib.util.spec_from_file_location("inference", HANDLERS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


INFERENCE = handlers()
NUMBERS = st.floats(allow_nan=False, allow_infinity=False)
ROWS = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(NUMBERS, min_size=width, max_size=width), min_size=1)
)


@given(ROWS, st.booleans())
def test_rows_arrive_as_the_float64_that_they_are(rows: list[list[float]], wrapped: bool) -> None:
    body = json.dumps({"instances": rows} if wrapped else rows)
    found = INFERENCE.input_fn(body.encode(), "application/json")
    assert (found.dtype, found.tolist()) == (np.float64, rows)
    text = "\n".join(",".join(map(repr, row)) for row in rows)
    assert INFERENCE.input_fn(text, "text/csv; charset=utf-8").tolist() == rows


@pytest.mark.parametrize(
    ("body", "kind", "what"),
    [
        ("[1, 2]", "application/json", "the shape"),
        ("", "text/csv", "the shape"),
        ("[[1], [1, 2]]", "application/json", "inhomogeneous"),
        ("a,b", "text/csv", "could not convert"),
        ("[[1]]", "application/x-npy", "taken as application/json or text/csv"),
    ],
)
def test_p8_what_are_no_rows_is_an_error(body: str, kind: str, what: str) -> None:
    with pytest.raises(ValueError, match=what):
        INFERENCE.input_fn(body, kind)


class Sure:
    classes_ = np.array(["no", "yes, sure"])

    def predict(self, rows: Any) -> Any:
        return self.classes_[np.ones(len(rows), dtype=int)]

    def predict_proba(self, rows: Any) -> Any:
        return np.tile([0.1, 0.9], (len(rows), 1))


def test_labels_and_probabilities_are_told_in_json_and_csv() -> None:
    answer = INFERENCE.predict_fn(np.zeros((2, 3)), Sure())
    told, kind = INFERENCE.output_fn(answer, "*/*")
    assert kind == "application/json"
    assert json.loads(told) == {
        "classes": ["no", "yes, sure"],
        "labels": ["yes, sure"] * 2,
        "probabilities": [[0.1, 0.9]] * 2,
    }
    assert INFERENCE.output_fn(answer, "text/csv") == ('"yes, sure",0.1,0.9\n' * 2, "text/csv")
