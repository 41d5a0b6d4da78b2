"""What nobody vouches for is never given to a loader that runs what is in it."""

import json
import zipfile
from pathlib import Path

import numpy as np
import pytest

from mcdeploy.domain import Mlflow, Weights
from mcdeploy.environments import ProgramError, environment, run
from mcdeploy.errors import EnvironmentMissing, ModelError
from mcdeploy.own import bring
from mcdeploy.own.asking import PROGRAMS
from mcdeploy.own.versions import writer

FLAVOR = "flavors: {sklearn: {pickled_model: model.bin, sklearn_version: 1.6.1}}"


def test_what_an_mlmodel_calls_a_dump_is_unpickled_only_where_somebody_vouches(
    tmp_path: Path,
) -> None:
    (tmp_path / "MLmodel").write_text(FLAVOR)
    (tmp_path / "model.bin").write_text("of no kind that anybody knows")
    with pytest.raises(ModelError, match=r"model\.bin is unpickled") as caught:
        bring(Weights(Mlflow(tmp_path)))
    assert "allow_unsafe_format" in caught.value.remedy
    assert bring(Weights(Mlflow(tmp_path), unsafe=True)).answer is not None


@pytest.mark.parametrize("path", ["./model.bin", "a/../model.bin", "../outside", "/outside"])
def test_what_it_names_is_one_of_the_files(tmp_path: Path, path: str) -> None:
    (tmp_path / "MLmodel").write_text(FLAVOR.replace("model.bin", path))
    (tmp_path / "model.bin").write_text("of no kind that anybody knows")
    with pytest.raises(ModelError, match="there is no such file"):
        bring(Weights(Mlflow(tmp_path)))


@pytest.fixture(scope="module")
def python() -> Path:
    found = writer("1.6.1")
    try:
        return environment((found.lock,), found.python, told="scikit-learn")
    except EnvironmentMissing as missing:
        pytest.skip(str(missing))


def asked(python: Path, model: Path, *, skops: bool) -> None:
    np.save(model.with_name("rows.npy"), np.zeros((1, 1)))
    request = {
        "model": str(model),
        "rows": str(model.with_name("rows.npy")),
        "probabilities": str(model.with_name("probabilities.npy")),
        "version": "1.6.1",
        "skops": skops,
        "trusted": False,
    }
    run(python, PROGRAMS / "ask_sklearn.py", request)


def test_the_program_itself_unpickles_nothing_without_trust(
    python: Path, tmp_path: Path, trace: Path
) -> None:
    (tmp_path / "a").write_bytes(f"cposix\nsystem\n(S'touch {trace}'\ntR.".encode())
    with pytest.raises(ProgramError, match="nobody vouches"):
        asked(python, tmp_path / "a", skops=False)
    assert not trace.exists()


def test_and_makes_of_a_skops_file_only_what_skops_trusts(
    python: Path, tmp_path: Path, trace: Path
) -> None:
    """`ConstructorFromReduceNode` calls whatever the file names."""
    text = {"__class__": "str", "__module__": "builtins", "__loader__": "JsonNode", "__id__": 1}
    argument = {**text, "content": json.dumps(f"touch {trace}"), "is_json": True}
    arguments = {"__class__": "tuple", "__module__": "builtins", "__loader__": "TupleNode"}
    call = {"__class__": "system", "__module__": "os", "__loader__": "ConstructorFromReduceNode"}
    schema = {**call, "content": {**arguments, "__id__": 2, "content": [argument]}, "__id__": 3}
    with zipfile.ZipFile(tmp_path / "a", "w") as archive:
        document = {**schema, "protocol": 2, "_skops_version": "0.16.0"}
        archive.writestr("schema.json", json.dumps(document))
    with pytest.raises(ProgramError, match=r"os\.system"):
        asked(python, tmp_path / "a", skops=True)
    assert not trace.exists()
