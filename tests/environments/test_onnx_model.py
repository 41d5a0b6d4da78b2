"""Which of an ONNX model's outputs says what, of outputs as onnxruntime gives them."""

import runpy
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from mcdeploy.environments.program import HOST

RULES = runpy.run_path(str(HOST.parent / "programs" / "onnx_model.py"))
ROWS = np.zeros((2, 3))
TABLE = np.array([[0.25, 0.75], [0.5, 0.5]])
ZIPPED = [{"no": 0.25, "yes": 0.75}, {"no": 0.5, "yes": 0.5}]
WORDS = np.array(["yes", "no"], dtype=object)


class Session:
    """A session without a model behind it."""

    def __init__(self, outputs: list[Any], classes: str = "", inputs: int = 1) -> None:
        self._outputs, self._classes, self._inputs = outputs, classes, inputs

    def get_inputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=f"x{n}", type="tensor(float)") for n in range(self._inputs)]

    def get_outputs(self) -> list[SimpleNamespace]:
        return [SimpleNamespace(name=f"y{n}", type="tensor") for n in range(len(self._outputs))]

    def get_modelmeta(self) -> SimpleNamespace:
        named = {"classes": self._classes} if self._classes else {}
        return SimpleNamespace(custom_metadata_map=named)

    def run(self, names: None, given: dict[str, Any]) -> list[Any]:
        assert names is None
        assert given["x0"].dtype == np.float32
        return self._outputs


@pytest.mark.parametrize(
    ("session", "classes", "labels"),
    [
        (Session([WORDS, TABLE], '["no", "yes"]'), ["no", "yes"], ["yes", "no"]),
        (Session([TABLE, WORDS[:, None]], '["no", "yes"]'), ["no", "yes"], ["yes", "no"]),
        (Session([TABLE.astype(np.float32)]), ["0", "1"], ["1", "0"]),
        (Session([np.array([1, 0]), TABLE]), ["0", "1"], ["1", "0"]),
        (Session([WORDS, ZIPPED]), ["no", "yes"], ["yes", "no"]),
        (Session([ZIPPED]), ["no", "yes"], ["yes", "no"]),
    ],
)
def test_labels_and_probabilities_are_told_apart(
    session: Session, classes: list[str], labels: list[str]
) -> None:
    found, said, numbers = RULES["answers"](session, ROWS)
    assert (found, said) == (classes, labels)
    assert (numbers.dtype, numbers.tolist()) == (np.float64, TABLE.tolist())


@pytest.mark.parametrize("outputs", [[WORDS], [TABLE, TABLE], [WORDS, WORDS, TABLE], []])
def test_p8_what_cannot_be_told_apart_is_an_error(outputs: list[Any]) -> None:
    with pytest.raises(ValueError, match="one output of probabilities, and at most one of labels"):
        RULES["answers"](Session(outputs), ROWS)


def test_p8_two_inputs_are_no_rows() -> None:
    with pytest.raises(ValueError, match="one input of float or double, this one takes x0"):
        RULES["answers"](Session([TABLE], inputs=2), ROWS)
