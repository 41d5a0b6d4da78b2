"""P4: what lies in a package is what that service's own code loads, and it answers as the model."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mcdeploy import archive
from mcdeploy.bundled.strategy import Strategy
from mcdeploy.catalog.runtime import Runtime, runtime, runtimes
from mcdeploy.domain import Content, Form, Kind, Model, Packaging
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.package import triton
from mcdeploy.package.core import Core
from mcdeploy.package.layouts import kserve, sagemaker, vertex
from mcdeploy.parity import triton as tritons
from mcdeploy.parity.loaders import PROGRAMS
from tests.package.models import DOCUMENTS, classifier, core

MODEL = classifier(Strategy.ONE_VS_REST)
CORE = core(MODEL)
BESIDE = {"README.md", "evaluation/report.html", "evaluation/report.json"}


def known(kind: Kind, name: str) -> Runtime:
    found = runtime(Packaging(kind, name))
    assert found is not None
    return found


def laid(files: Mapping[str, Content], folder: Path) -> Path:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.read_bytes())
    return folder


def check(where: Runtime, loader: str, told: Mapping[str, object], work: Path) -> None:
    """The service's loader, asked about the difficult rows."""
    rows = CORE.model.rows
    assert rows is not None
    np.save(work / "rows.npy", rows)
    python = environment(where.locks, where.python, told=where.name)
    program = PROGRAMS / f"load_{loader}.py"
    said: Mapping[str, Any] = run(python, program, {**told, "rows": str(work / "rows.npy")})
    found = np.array(said["probabilities"])
    assert np.abs(found - MODEL.predict_proba(rows)).max() <= 1e-12
    assert said["labels"] == [MODEL.classes[index] for index in MODEL.predict(rows)]


def test_p4_sagemaker(tmp_path: Path) -> None:
    where = known(Kind.SAGEMAKER, "sklearn-1.9-0")
    files = sagemaker.lay_out(CORE, where)
    assert set(files) == {"model.tar.gz"}
    laid(files, tmp_path / "package")
    unpacked = tmp_path / "unpacked"
    unpacked.mkdir()
    archive.unpack(tmp_path / "package" / "model.tar.gz", unpacked, most=10**6, files=10)
    names = {path.relative_to(unpacked).as_posix() for path in unpacked.rglob("*.*")}
    assert names == {"model.joblib", "code/inference.py", *BESIDE}
    assert (unpacked / "README.md").read_bytes() == DOCUMENTS["README.md"]
    check(where, "sagemaker", {"folder": str(unpacked)}, tmp_path)


def test_the_archive_is_the_same_from_a_fresh_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "mine.joblib"
    file.write_bytes(b"a dump")
    own = Core("demo", Model({file.name: file}, {}, form=Form.SKLEARN), DOCUMENTS)
    made = []
    for name in ("one", "two"):
        monkeypatch.setenv("MCDEPLOY_CACHE", str(tmp_path / name))
        (content,) = sagemaker.lay_out(own, known(Kind.SAGEMAKER, "sklearn-1.4-2")).values()
        assert isinstance(content, Path)
        assert content.is_relative_to(tmp_path / name)
        made.append(content.read_bytes())
    assert made[0] == made[1]


def test_p8_a_dump_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    gone = Model({"mine.pkl": tmp_path / "mine.pkl"}, {}, form=Form.SKLEARN)
    with pytest.raises(ModelError, match=r"model\.joblib: cannot be read"):
        sagemaker.lay_out(Core("demo", gone), known(Kind.SAGEMAKER, "sklearn-1.4-2"))


def test_p4_vertex(tmp_path: Path) -> None:
    where = known(Kind.VERTEX, "sklearn-1.6")
    files = vertex.lay_out(CORE, where)
    assert set(files) == {"model.joblib", *BESIDE}
    check(where, "vertex", {"folder": str(laid(files, tmp_path / "model"))}, tmp_path)


@pytest.mark.parametrize(
    ("server", "more"), [("sklearnserver", set()), ("mlserver", {"model-settings.json"})]
)
def test_p4_kserve(server: str, more: set[str], tmp_path: Path) -> None:
    where = served_by(server)
    files = kserve.lay_out(CORE, where)
    assert set(files) == {"model.joblib", *BESIDE, *more}
    check(where, server, {"folder": str(laid(files, tmp_path / "model"))}, tmp_path)


def served_by(server: str) -> Runtime:
    return next(each for each in runtimes(Kind.KSERVE) if each.name.startswith(server))


def test_p4_triton(tmp_path: Path) -> None:
    where = served_by("triton")
    files = kserve.lay_out(CORE, where)
    assert {name.partition("/")[0] for name in files} == {"demo"}  # any other folder is a model
    assert set(files) == {f"demo/{name}" for name in ("1/model.onnx", "config.pbtxt", *BESIDE)}
    folder = laid(files, tmp_path / "model")
    check(where, "onnx", tritons.configured(folder, tmp_path), tmp_path)


def test_tritons_configuration_says_what_the_graph_takes(tmp_path: Path) -> None:
    where = served_by("triton")
    graph = tmp_path / "model.onnx"
    (content,) = (
        content for name, content in kserve.lay_out(CORE, where).items() if name.endswith(".onnx")
    )
    laid({"model.onnx": content}, tmp_path)
    text = triton.configuration("demo", graph, where, CORE.listener).decode()
    words = " ".join(text.split())
    assert words.startswith('name: "demo" backend: "onnxruntime" max_batch_size: 0 input [ {')
    assert 'name: "rows" data_type: TYPE_FP64 dims: [ -1, 4 ]' in words
    assert 'name: "label" data_type: TYPE_STRING dims: [ -1 ]' in words
    assert 'name: "probabilities" data_type: TYPE_FP64 dims: [ -1, 3 ]' in words


def test_p8_what_triton_does_not_serve_is_refused() -> None:
    with pytest.raises(ModelError, match="Triton does not serve") as caught:
        triton.tensor("output", "probabilities", "seq(map(string,tensor(float)))", [])
    assert caught.value.remedy


def test_mlserver_is_told_what_to_load() -> None:
    settings = kserve.lay_out(CORE, served_by("mlserver"))["model-settings.json"]
    assert isinstance(settings, bytes)
    assert json.loads(settings)["parameters"] == {"uri": "./model.joblib"}
