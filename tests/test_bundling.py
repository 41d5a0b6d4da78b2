"""A judged model becomes a release."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from mcdeploy import bundled, bundling
from mcdeploy.domain import PLAIN, Answers, Form, Model, Parity, Weights, quiet
from mcdeploy.errors import ModelError
from mcdeploy.manifest import BundledModel, Manifest, OwnModel
from mcdeploy.manifest.value import ParityWish
from tests.world import World


@pytest.fixture
def manifest(tmp_path: Path) -> Manifest:
    wish = ParityWish(Parity.REPORT, "our service has no loader here")
    return replace(World(tmp_path).manifest(), parity=wish)


@pytest.mark.parametrize(
    ("model", "row"),
    [
        (BundledModel("iris", "softmax", 7), "evaluation row 3"),
        (OwnModel(Weights(Path("model.joblib"))), "row 3 of parity.rows"),
    ],
)
def test_rows_are_called_after_where_they_come_from(
    manifest: Manifest, model: BundledModel | OwnModel, row: str
) -> None:
    made = bundled.train("iris", "softmax", 7)
    document = made.files["model.json"]
    assert isinstance(document, bytes)

    def another(values: NDArray[np.float64]) -> Answers:
        said = bundled.predictor(document)(values)
        numbers = said.probabilities.copy()
        numbers[2, 0] += 1e-9
        return replace(said, probabilities=numbers)

    asked = replace(made, answer=another, form=Form.CANONICAL)
    packages = {PLAIN: {"model/model.json": document}}
    found = bundling._proven(replace(manifest, model=model), asked, packages, quiet)[PLAIN]
    assert found.row == row
    assert found.failure.endswith(f"off at {row}; 1e-12 is allowed")


def test_where_parity_is_reported_a_model_that_cannot_be_asked_is_recorded(
    manifest: Manifest,
) -> None:
    def silent(values: NDArray[np.float64]) -> Answers:
        raise ModelError("the model", f"says nothing of {len(values)} rows")

    files = {"model.json": b"{}"}
    model = Model(files, {}, form=Form.CANONICAL, rows=np.ones((2, 4)), answer=silent)
    packages = {PLAIN: {"model/model.json": b"{}"}}
    found = bundling._proven(manifest, model, packages, quiet)[PLAIN]
    assert found.failure.endswith("the model: says nothing of 2 rows")
    assert found.reason == "our service has no loader here"
