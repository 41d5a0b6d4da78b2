"""What a puller of a CNCF ModelPack does: it checks every digest and puts each layer where its
annotation says.

Source: OCI image layout 1.0 and modelpack/model-spec, docs/spec.md, November 2026.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from mcdeploy import archive
from mcdeploy.errors import IntegrityError, ModelError

FILEPATH = "org.cncf.model.filepath"
WEIGHT = "application/vnd.cncf.model.weight.v1."
MOST_BYTES = 20 * 2**30
MOST_FILES = 10_000


def pulled(model: Path, work: Path) -> Mapping[str, str]:
    """The ONNX file among the weights of the one artifact of an image layout.

    IntegrityError when a blob is not what its digest says, ModelError when it is no such layout.
    """
    try:
        index = json.loads((model / "index.json").read_bytes())
        (described,) = index["manifests"]
        manifest = json.loads(_blob(model, described).read_bytes())
        for descriptor in (manifest["config"], *manifest["layers"]):
            _blob(model, descriptor)
        weights = [path for layer in manifest["layers"] for path in _placed(model, layer, work)]
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("the ModelPack", f"it is no OCI image layout ({error!r})") from error
    found = [path for path in weights if path.suffix == ".onnx"]
    if len(found) != 1:
        raise ModelError("the ModelPack", f"{len(found)} of its weights are ONNX files, not one")
    return {"model": str(found[0])}


def _blob(model: Path, descriptor: Mapping[str, Any]) -> Path:
    algorithm, _, digest = descriptor["digest"].partition(":")
    path: Path = model / "blobs" / algorithm / PurePosixPath(digest).name
    if not path.is_file():
        raise IntegrityError("the ModelPack", f"the blob {descriptor['digest']} is missing")
    with path.open("rb") as file:
        found = hashlib.file_digest(file, algorithm).hexdigest()
    if found != digest or path.stat().st_size != descriptor["size"]:
        raise IntegrityError("the ModelPack", f"the blob {descriptor['digest']} is something else")
    return path


def _placed(model: Path, layer: Mapping[str, Any], work: Path) -> Iterator[Path]:
    """The files of a layer, where it is one of weights."""
    kind = layer["mediaType"]
    if not kind.startswith(WEIGHT):
        return
    blob = _blob(model, layer)
    into = work / str(layer["digest"]).partition(":")[2]
    if kind.endswith(".raw"):
        into.mkdir(exist_ok=True)
        path = into / PurePosixPath(layer["annotations"][FILEPATH]).name
        shutil.copyfile(blob, path)
        yield path
    else:
        yield from archive.unpack(blob, into, most=MOST_BYTES, files=MOST_FILES)
