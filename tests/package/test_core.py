"""Where the documents lie, and that no file of a model gives way to them."""

import json
from typing import Any

import pytest

from mcdeploy.domain import Content, Form, Kind, Model, Packaging
from mcdeploy.package.core import Core
from mcdeploy.package.layouts import lay_out
from tests.package.models import DOCUMENTS

CORE = Core("demo", Model({}, {}), DOCUMENTS)
REPORT = {"evaluation/report.html", "evaluation/report.json"}


def test_the_card_is_at_the_top_and_the_report_in_a_folder() -> None:
    assert set(CORE.beside({})) == {"README.md", *REPORT}
    assert set(CORE.beside({}, "demo/")) == {f"demo/{path}" for path in ("README.md", *REPORT)}


@pytest.mark.parametrize("theirs", ["README.md", "readme.md"])
def test_where_there_is_a_card_ours_is_beside_the_report(theirs: str) -> None:
    files: dict[str, Content] = {theirs: b"theirs"}
    found = CORE.documented(files)
    assert set(found) == {theirs, "evaluation/README.md", *REPORT}
    assert (found[theirs], found["evaluation/README.md"]) == (b"theirs", DOCUMENTS["README.md"])


def test_no_file_gives_way() -> None:
    files: dict[str, Content] = dict.fromkeys(CORE.beside({}), b"theirs")
    assert set(CORE.beside(files)) == {"evaluation/README.md"}
    files["evaluation/README.md"] = b"theirs"
    assert CORE.documented(files) == files


def test_an_mlflow_folder_keeps_its_card() -> None:
    files: dict[str, Content] = {"README.md": b"theirs", "MLmodel": b"flavors: {}"}
    own = Core("demo", Model(files, {}, form=Form.MLFLOW), DOCUMENTS)
    found = lay_out(own, Packaging(Kind.AZUREML, "mlflow-sklearn-1.6"))
    assert found["model/README.md"] == b"theirs"
    assert found["model/evaluation/README.md"] == DOCUMENTS["README.md"]


def test_no_two_layers_have_one_place() -> None:
    files: dict[str, Content] = {"README.md": b"theirs", "model.safetensors": b"weights"}
    own = Core("demo", Model(files, {}, form=Form.SAFETENSORS), DOCUMENTS)
    found = lay_out(own, Packaging(Kind.MODELPACK, "onnxruntime-1.32"))
    (described,) = blob(found["model/index.json"])["manifests"]
    manifest = blob(found["model/blobs/" + described["digest"].replace(":", "/")])
    places = [each["annotations"]["org.cncf.model.filepath"] for each in manifest["layers"]]
    assert sorted(places) == sorted({*files, "evaluation/README.md", *REPORT})


def blob(content: Content) -> dict[str, Any]:
    assert isinstance(content, bytes)
    return dict(json.loads(content))
