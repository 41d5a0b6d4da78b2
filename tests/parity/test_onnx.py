"""ONNX models of one's own: what the model itself says, and what is certified, follow one rule."""

from pathlib import Path

import numpy as np
import pytest

from mcdeploy import package
from mcdeploy.bundled import predictor
from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Form, Kind, Packaging, Weights
from mcdeploy.environments import environment, run
from mcdeploy.own import bring
from mcdeploy.parity import Package, certificates

WRITE = Path(__file__).parent.parent / "own" / "programs" / "write_onnx.py"
ONNX = Packaging(Kind.ONNX, default(Kind.ONNX))
ROWS = np.random.default_rng(0).normal(size=(20, 2))


@pytest.mark.parametrize("name", ["double", "unlabelled"])
@pytest.mark.parametrize("packaging", [ONNX, Packaging(Kind.MODELPACK, "onnxruntime-1.32")])
def test_what_can_be_asked_can_be_certified(
    name: str, packaging: Packaging, tmp_path: Path
) -> None:
    known = runtime(ONNX)
    assert known is not None
    run(environment(known.locks, known.python, told="onnx"), WRITE, {"into": str(tmp_path)})
    (tmp_path / name).rename(tmp_path / "model.onnx")
    model = bring(Weights(tmp_path / "model.onnx"))
    package.write(package.lay_out(package.Core("own", model, {}), packaging), tmp_path / "release")
    at = Package(tmp_path / "release", packaging, Form.ONNX)
    found = certificates([at], ROWS, model.answer, predictor)[packaging]
    assert (found.passed, found.failure) == (True, "")
