"""What a puller makes of an artifact: each layer where it wants to be, and nowhere else."""

import hashlib
import io
import json
from pathlib import Path

import pytest

from mcdeploy import archive, package
from mcdeploy.domain import Form, Kind, Model, Packaging
from mcdeploy.errors import IntegrityError, ModelError
from mcdeploy.parity.modelpack import pulled

MODELPACK = Packaging(Kind.MODELPACK, "onnxruntime-1.32")
WEIGHT = "application/vnd.cncf.model.weight.v1"
DOC = "application/vnd.cncf.model.doc.v1.raw"
PATH = "org.cncf.model.filepath"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    (tmp_path / "work").mkdir()
    return tmp_path / "work"


def artifact(folder: Path, *layers: tuple[str, str, bytes]) -> Path:
    """An image layout of these layers: media type, path and content of each."""

    def blob(content: bytes) -> dict[str, object]:
        digest = hashlib.sha256(content).hexdigest()
        place = folder / "blobs" / "sha256" / digest
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
        return {"digest": f"sha256:{digest}", "size": len(content)}

    told = [
        {**blob(content), "mediaType": kind, "annotations": {PATH: path}}
        for kind, path, content in layers
    ]
    manifest = blob(json.dumps({"config": blob(b"{}"), "layers": told}).encode())
    (folder / "index.json").write_text(json.dumps({"manifests": [manifest]}))
    return folder


def test_what_a_graph_refers_to_lies_beside_it(tmp_path: Path, work: Path) -> None:
    files = {"net/m.onnx": b"graph", "net/data/m.bin": b"weights"}
    core = package.Core("own", Model(files, {}, form=Form.ONNX), {"README.md": b"# card"})
    package.write(package.lay_out(core, MODELPACK), tmp_path / "release")
    found = Path(pulled(tmp_path / "release" / "model", work)["model"])
    assert found.read_bytes() == b"graph"
    assert (found.parent / "data" / "m.bin").read_bytes() == b"weights"
    assert (found.parent.parent / "README.md").read_bytes() == b"# card"


def test_archived_layers_are_put_beside_the_others(tmp_path: Path, work: Path) -> None:
    layer = io.BytesIO()
    archive.tar({"m.onnx": b"graph"}, layer)
    packed = (f"{WEIGHT}.tar", "m.onnx", layer.getvalue())
    model = artifact(tmp_path / "model", packed, (f"{WEIGHT}.raw", "m.bin", b"weights"))
    found = Path(pulled(model, work)["model"])
    assert found.read_bytes() == b"graph"
    assert found.with_name("m.bin").read_bytes() == b"weights"


@pytest.mark.parametrize(
    "path", ["../m.onnx", "/m.onnx", "a/../../m.onnx", "M.onnx", "", "x.onnx/y"]
)
def test_p8_a_place_outside_or_twice_is_refused(tmp_path: Path, work: Path, path: str) -> None:
    good = [(f"{WEIGHT}.raw", name, b"graph") for name in ("m.onnx", "x.onnx")]
    model = artifact(tmp_path / "model", *good, (DOC, path, b"other"))
    with pytest.raises(ModelError, match="refused"):
        pulled(model, work)
    assert not (tmp_path / "m.onnx").exists()


def test_a_blob_that_was_changed_is_found_out(tmp_path: Path, work: Path) -> None:
    model = artifact(tmp_path / "model", (f"{WEIGHT}.raw", "m.onnx", b"graph"))
    blob = model / "blobs" / "sha256" / hashlib.sha256(b"graph").hexdigest()
    blob.write_bytes(b"grapH")
    with pytest.raises(IntegrityError, match="something else"):
        pulled(model, work)
