"""P4: the ONNX graph answers as the canonical form does, in float64, wherever it is read."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mcdeploy.bundled.classifier import Classifier
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.catalog.runtime import runtimes
from mcdeploy.domain import Form, Kind, Model
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.package.emission_onnx import onnx
from mcdeploy.package.layouts import onnx as layout
from tests.package.models import STRATEGIES, classifier, core

ASK = Path(__file__).parent / "programs" / "ask_onnx.py"
DOUBLE, STRING = 11, 8  # of onnx.TensorProto


def asked(model: Classifier, folder: Path) -> Mapping[str, Any]:
    runtime = runtimes(Kind.ONNX)[0]
    graph = onnx(core(model).model)
    assert isinstance(graph, bytes)
    (folder / "model.onnx").write_bytes(graph)
    python = environment(runtime.locks, runtime.python, told="onnxruntime")
    rows = core(model).model.rows
    assert rows is not None
    return run(python, ASK, {"model": str(folder / "model.onnx"), "rows": rows.tolist()})


@pytest.mark.parametrize("strategy", STRATEGIES)
@pytest.mark.parametrize("classes", [2, 3, 11])
def test_p4_the_graph_answers_as_the_canonical_form(
    strategy: Strategy, classes: int, tmp_path: Path
) -> None:
    model = classifier(strategy, classes)
    rows = core(model).model.rows
    assert rows is not None
    said = asked(model, tmp_path)
    found = np.array(said["probabilities"])
    assert np.isfinite(found).all()
    assert np.abs(found - model.predict_proba(rows)).max() <= 1e-12
    assert said["labels"] == [model.classes[index] for index in model.predict(rows)]


def test_the_hard_rows_are_hard() -> None:
    """Otherwise the test above would say nothing of them."""
    model = classifier(Strategy.ONE_VS_REST, 3)
    rows = core(model).model.rows
    assert rows is not None
    assert (model.scores(rows).max(axis=1) < -745).any()
    assert (model.predict_proba(rows).argmax(axis=1) != model.predict(rows)).any()


def test_older_runtimes_can_read_it(tmp_path: Path) -> None:
    model = classifier(Strategy.ONE_VS_REST)
    said = asked(model, tmp_path)
    assert (said["ir"], said["opset"]) == (7, [["", 13]])
    assert said["types"] == [STRING, DOUBLE]
    assert said["version"] == ""
    told = {key: json.loads(value) for key, value in said["told"].items()}
    assert told == {"classes": list(model.classes), "features": list(model.features)}


@pytest.mark.parametrize(
    ("strategy", "digest"),
    [
        (Strategy.SOFTMAX, "98f5c5b499fb19ba1f1eecd4e3496b3dca18ccefc149ac08483b5208f4270fc6"),
        (Strategy.ONE_VS_REST, "1a352e43568d1946c53cba2f5a084431672a9902fb604c204476681509cb8310"),
    ],
)
def test_the_bytes_are_those_of_every_machine(strategy: Strategy, digest: str) -> None:
    graph = onnx(core(classifier(strategy)).model)
    assert isinstance(graph, bytes)
    assert hashlib.sha256(graph).hexdigest() == digest


def test_a_graph_of_ones_own_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "mine.onnx"
    assert onnx(Model({"mine.onnx": file}, {}, form=Form.ONNX)) is file


@pytest.mark.parametrize(
    ("form", "names"),
    [
        (Form.SKLEARN, ["model.joblib"]),
        (Form.OPAQUE, ["model.onnx"]),
        (Form.ONNX, ["model.onnx", "model.onnx.data"]),
        (Form.ONNX, ["model.data", "model.onnx"]),
        (Form.ONNX, ["model.bin"]),
    ],
)
def test_p8_what_is_no_single_graph_is_refused(form: Form, names: list[str]) -> None:
    with pytest.raises(ModelError, match="takes") as caught:
        onnx(Model(dict.fromkeys(names, b""), {}, form=form))
    assert caught.value.remedy


def test_the_documents_lie_beside_it() -> None:
    folder = layout.lay_out(core(classifier(Strategy.SOFTMAX)), runtimes(Kind.ONNX)[0])
    assert sorted(folder) == [
        "README.md",
        "evaluation/report.html",
        "evaluation/report.json",
        "model.onnx",
    ]
