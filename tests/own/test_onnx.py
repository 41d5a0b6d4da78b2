"""ONNX models, known by what they hold and asked through onnxruntime."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Form, Kind, Packaging, Weights
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.own import bring
from mcdeploy.own.onnx import is_onnx

PROGRAM = Path(__file__).parent / "programs" / "write_onnx.py"
ROWS = np.array([[1.0, 0.0], [-1.0, 1.0], [0.25, 3.0]])
SCORES = ROWS @ np.array([[1.0, -1.0], [0.5, -0.5]])
EXPECTED = np.exp(SCORES) / np.exp(SCORES).sum(axis=1, keepdims=True)


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    known = runtime(Packaging(Kind.ONNX, default(Kind.ONNX)))
    assert known is not None
    python = environment(known.locks, known.python, told="onnx")
    folder = tmp_path_factory.mktemp("onnx")
    run(python, PROGRAM, {"into": str(folder)})
    return folder


@pytest.mark.parametrize(
    ("name", "classes", "tolerance"),
    [
        ("double", ("no", "yes"), 1e-15),
        ("float", ("no", "yes"), 1e-6),
        ("unlabelled", ("0", "1"), 1e-15),
    ],
)
def test_a_model_is_asked(
    models: Path, name: str, classes: tuple[str, ...], tolerance: float
) -> None:
    model = bring(Weights(models / name))
    assert (model.form, model.files) == (Form.ONNX, {name: models / name})
    assert model.answer is not None
    said = model.answer(ROWS)
    assert said.classes == classes
    assert np.abs(said.probabilities - EXPECTED).max() <= tolerance
    assert list(said.labels) == [classes[index] for index in EXPECTED.argmax(axis=1)]


def test_p8_an_input_that_is_not_rows_of_numbers(models: Path) -> None:
    model = bring(Weights(models / "whole"))
    assert model.answer is not None
    with pytest.raises(
        ModelError, match=r"one input of float or double, this one takes x"
    ) as caught:
        model.answer(ROWS)
    assert caught.value.who == str(models / "whole")


@pytest.mark.parametrize(
    "data", [b"", b"\x08", b"\x08\x07", b"{}", b"\x08\x07\x3b", b"\x12\x00\x3a\x00"]
)
def test_what_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "model.onnx").write_bytes(data)
    assert not is_onnx(tmp_path / "model.onnx")


@given(st.binary(max_size=100))
def test_any_bytes_can_be_looked_at(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("any") / "model.onnx"
    path.write_bytes(b"\x08" + data)
    is_onnx(path)
