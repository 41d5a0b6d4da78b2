"""MLflow models, written by MLflow itself; a store of files plays the tracking server."""

import traceback
from pathlib import Path

import numpy as np
import pytest

from mcdeploy.catalog.runtime import default, runtime
from mcdeploy.domain import Form, Kind, Mlflow, Packaging, Weights
from mcdeploy.environments import environment, run
from mcdeploy.errors import ModelError
from mcdeploy.own import bring
from mcdeploy.own.mlflow import SklearnFlavor, sklearn_flavor

PROGRAM = Path(__file__).parent / "programs" / "write_mlflow.py"


@pytest.fixture(scope="module")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    known = runtime(Packaging(Kind.AZUREML, default(Kind.AZUREML)))
    assert known is not None
    python = environment(known.locks, known.python, told="MLflow")
    folder = tmp_path_factory.mktemp("mlflow")
    run(python, PROGRAM, {"into": str(folder)})
    return folder


def test_what_is_pickled_needs_trust(models: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.pkl is a pickle"):
        bring(Weights(Mlflow(models / "pickled")))
    model = bring(Weights(Mlflow(models / "pickled"), unsafe=True))
    assert model.form is Form.MLFLOW
    assert {"MLmodel", "model.pkl"} <= set(model.files)


def test_what_is_persisted_says_itself_what_wrote_it_and_is_asked(models: Path) -> None:
    model = bring(Weights(Mlflow(models / "persisted")))
    known = sklearn_flavor(models / "persisted" / "MLmodel")
    assert known is not None
    assert (model.form, model.versions) == (Form.MLFLOW, {"scikit-learn": known.version})
    assert model.answer is not None
    said = model.answer(np.array([[0.0, 1.0], [10.0, 11.0]]))
    assert (said.classes, list(said.labels)) == (("0", "1"), ["0", "1"])


def test_it_is_read_as_any_dump_is(models: Path) -> None:
    model = bring(Weights(Mlflow(models / "persisted"), reemit=True))
    assert (model.form, set(model.files)) == (Form.CANONICAL, {"model.json"})


def test_python_files_in_it_are_code(models: Path, tmp_path: Path) -> None:
    for file in (models / "persisted").iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "code").mkdir()
    (tmp_path / "code" / "mine.py").write_text("import os")
    with pytest.raises(ModelError, match=r"code/mine\.py is code that MLflow imports"):
        bring(Weights(tmp_path))


def test_a_registered_model_is_fetched(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", (models / "store").as_uri())
    monkeypatch.setenv("MLFLOW_ALLOW_FILE_STORE", "true")
    model = bring(Weights(Mlflow("models:/flowers/1")))
    assert {"MLmodel", "model.skops"} <= set(model.files)
    assert model.lineage["source"] == "models:/flowers/1"
    with pytest.raises(ModelError, match="flowers") as caught:
        bring(Weights(Mlflow("models:/flowers/2")))
    assert caught.value.remedy


def test_no_message_holds_the_password_of_the_server(
    models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del models  # MLflow is there
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://user:hunter2@127.0.0.1:9")
    monkeypatch.setenv("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "0")
    with pytest.raises(ModelError, match="flowers") as caught:
        bring(Weights(Mlflow("models:/flowers/1")))
    assert "hunter2" not in "".join(traceback.format_exception(caught.value))


def test_p8_without_a_server_nothing_is_registered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MLFLOW_TRACKING_URI", raising=False)
    with pytest.raises(ModelError, match="no tracking server") as caught:
        bring(Weights(Mlflow("models:/flowers/1")))
    assert "MLFLOW_TRACKING_URI" in caught.value.remedy


def test_p8_a_folder_without_an_mlmodel(tmp_path: Path) -> None:
    (tmp_path / "model.pkl").write_bytes(b"")
    with pytest.raises(ModelError, match="there is no MLmodel in it"):
        bring(Weights(Mlflow(tmp_path)))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("[", "cannot be read"),
        ("!!python/object/apply:os.system ['touch trace']", "cannot be read"),
        ("- a", "no mapping"),
        ("flavors: {sklearn: {pickled_model: 1}}", "does not say what the dump is"),
    ],
)
def test_p8_what_is_no_mlmodel(tmp_path: Path, text: str, what: str) -> None:
    (tmp_path / "MLmodel").write_text(text)
    with pytest.raises(ModelError, match=what):
        sklearn_flavor(tmp_path / "MLmodel")


def test_of_other_flavors_nothing_is_asked(tmp_path: Path) -> None:
    (tmp_path / "MLmodel").write_text("flavors: {pytorch: {}}")
    assert sklearn_flavor(tmp_path / "MLmodel") is None
    assert bring(Weights(tmp_path)).answer is None
    (tmp_path / "MLmodel").write_text(
        "flavors: {sklearn: {pickled_model: m, sklearn_version: 1.6.1}}"
    )
    assert sklearn_flavor(tmp_path / "MLmodel") == SklearnFlavor("m", "1.6.1")
