"""The OCI image layout is what the specification of ModelPack asks for."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from mcdeploy.bundled.strategy import Strategy
from mcdeploy.catalog.runtime import runtimes
from mcdeploy.domain import Content, Form, Kind, Model
from mcdeploy.errors import ModelError
from mcdeploy.package import emission_onnx
from mcdeploy.package.core import Core
from mcdeploy.package.layouts import modelpack
from tests.package.models import DOCUMENTS, classifier, core

RUNTIME = runtimes(Kind.MODELPACK)[0]
BUNDLED = core(classifier(Strategy.SOFTMAX))
FILES: dict[str, Content] = {
    "model.safetensors": b"weights",
    "config.json": b"{}",
    "tokenizer.JSON": b"{}",
    "sub/modeling.py": b"pass",
    "LICENSE": b"",
    "NOTES.md": b"notes",
}
OWN = Core("own", Model(FILES, {}, form=Form.SAFETENSORS), DOCUMENTS)


def read(folder: Mapping[str, Content], descriptor: Mapping[str, Any]) -> bytes:
    """A blob that is what its descriptor says."""
    content = folder["blobs/" + descriptor["digest"].replace(":", "/")]
    data = content if isinstance(content, bytes) else content.read_bytes()
    assert descriptor["digest"] == "sha256:" + hashlib.sha256(data).hexdigest()
    assert descriptor["size"] == len(data)
    return data


def pulled(made: Core) -> tuple[Mapping[str, Content], dict[str, Any], dict[str, Any]]:
    """The folder, the manifest and the configuration."""
    folder = modelpack.lay_out(made, RUNTIME)
    index = folder["index.json"]
    assert isinstance(index, bytes)
    (described,) = json.loads(index)["manifests"]
    manifest = json.loads(read(folder, described))
    return folder, manifest, json.loads(read(folder, manifest["config"]))


def test_it_is_an_image_layout_of_one_artifact() -> None:
    folder = modelpack.lay_out(BUNDLED, RUNTIME)
    assert folder["oci-layout"] == b'{"imageLayoutVersion":"1.0.0"}'
    index = folder["index.json"]
    assert isinstance(index, bytes)
    (described,) = json.loads(index)["manifests"]
    assert described["artifactType"] == "application/vnd.cncf.model.manifest.v1+json"
    assert described["annotations"] == {"org.opencontainers.image.ref.name": "demo"}


@pytest.mark.parametrize("made", [BUNDLED, OWN], ids=["bundled", "own"])
def test_manifest_and_configuration_are_as_specified(made: Core) -> None:
    folder, manifest, config = pulled(made)
    assert manifest["schemaVersion"] == 2
    assert manifest["mediaType"] == "application/vnd.oci.image.manifest.v1+json"
    assert manifest["artifactType"] == "application/vnd.cncf.model.manifest.v1+json"
    assert manifest["config"]["mediaType"] == "application/vnd.cncf.model.config.v1+json"
    assert set(config) == {"descriptor", "config", "modelfs"}
    assert config["modelfs"]["type"] == "layers"
    assert config["modelfs"]["diffIds"] == [layer["digest"] for layer in manifest["layers"]]
    named = {layer["digest"] for layer in manifest["layers"]} | {manifest["config"]["digest"]}
    blobs = {path for path in folder if path.startswith("blobs/")}
    assert len(blobs) == len(named) + 1  # and the manifest


@pytest.mark.parametrize("made", [BUNDLED, OWN], ids=["bundled", "own"])
def test_each_file_is_a_layer_with_its_place(made: Core) -> None:
    folder, manifest, _ = pulled(made)
    files: dict[str, Content] = dict(made.model.files)
    if made is BUNDLED:
        files = {"model.onnx": emission_onnx.onnx(made.model)}
    files |= made.beside(files)
    found = {}
    for layer in manifest["layers"]:
        told = layer["annotations"]
        found[told["org.cncf.model.filepath"]] = read(folder, layer)
        metadata = json.loads(told["org.cncf.model.file.metadata+json"])
        assert metadata["size"] == layer["size"]
        assert metadata["name"] == told["org.cncf.model.filepath"]
        assert (metadata["uid"], metadata["gid"], metadata["mode"]) == (0, 0, 0o644)
    assert found == files


def kinds(made: Core) -> dict[str, tuple[str, str]]:
    """By path the media type, and whether it was guessed."""
    _, manifest, _ = pulled(made)
    return {
        layer["annotations"]["org.cncf.model.filepath"]: (
            layer["mediaType"],
            layer["annotations"]["org.cncf.model.file.mediatype.untested"],
        )
        for layer in manifest["layers"]
    }


def test_weights_come_first_and_the_report_is_documentation() -> None:
    assert list(kinds(BUNDLED).items()) == [
        ("model.onnx", ("application/vnd.cncf.model.weight.v1.raw", "false")),
        ("README.md", ("application/vnd.cncf.model.doc.v1.raw", "false")),
        ("evaluation/report.html", ("application/vnd.cncf.model.doc.v1.raw", "false")),
        ("evaluation/report.json", ("application/vnd.cncf.model.doc.v1.raw", "false")),
    ]


def test_layers_stand_by_kind_and_then_by_name() -> None:
    assert list(kinds(OWN)) == [
        "LICENSE",
        "model.safetensors",
        "config.json",
        "tokenizer.JSON",
        "sub/modeling.py",
        "NOTES.md",
        "README.md",
        "evaluation/report.html",
        "evaluation/report.json",
    ]


def test_what_is_guessed_by_its_name_says_so() -> None:
    found = kinds(OWN)
    assert found["model.safetensors"] == ("application/vnd.cncf.model.weight.v1.raw", "true")
    assert found["config.json"] == ("application/vnd.cncf.model.weight.config.v1.raw", "true")
    assert found["tokenizer.JSON"] == found["config.json"]
    assert found["sub/modeling.py"] == ("application/vnd.cncf.model.code.v1.raw", "true")
    assert found["NOTES.md"] == ("application/vnd.cncf.model.doc.v1.raw", "true")


def test_the_configuration_says_what_it_is() -> None:
    assert pulled(BUNDLED)[2]["config"]["format"] == "onnx"
    assert pulled(OWN)[2]["config"] == {"format": "safetensors"}
    opaque = Core("own", Model({"x": b"1"}, {}))
    assert pulled(opaque)[2]["config"] == {}
    assert pulled(opaque)[2]["descriptor"] == {"name": "own"}


def test_equal_models_give_equal_bytes(tmp_path: Path) -> None:
    (tmp_path / "weights").write_bytes(b"weights")
    files = {**FILES, "model.safetensors": tmp_path / "weights"}
    other = Core("own", Model(dict(reversed(files.items())), {}, form=Form.SAFETENSORS), DOCUMENTS)
    assert (
        modelpack.lay_out(other, RUNTIME)["index.json"]
        == modelpack.lay_out(OWN, RUNTIME)["index.json"]
    )


def test_p8_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    model = Model({"weights": tmp_path / "gone"}, {})
    with pytest.raises(ModelError, match="cannot be read") as caught:
        modelpack.lay_out(Core("own", model), RUNTIME)
    assert caught.value.who == "weights"
