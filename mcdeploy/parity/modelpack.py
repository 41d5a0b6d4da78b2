"""What a puller of a CNCF ModelPack does: it checks every digest and puts each layer where its
annotation says.

Source: OCI image layout 1.0 and modelpack/model-spec, docs/spec.md, November 2026.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from mcdeploy import archive
from mcdeploy.archive.names import Names
from mcdeploy.errors import IntegrityError, ModelError

FILEPATH = "org.cncf.model.filepath"
WEIGHT = "application/vnd.cncf.model.weight.v1."
MOST_BYTES = 20 * 2**30
MOST_FILES = 10_000


def pulled(model: Path, work: Path) -> Mapping[str, str]:
    """The ONNX file among the weights of the one artifact of an image layout, with all its layers
    in their places.

    IntegrityError when a blob is not what its digest says, ModelError when it is no such layout,
    or when two layers want the same place, or one outside of the folder.
    """
    try:
        index = json.loads((model / "index.json").read_bytes())
        (described,) = index["manifests"]
        manifest = json.loads(_blob(model, described).read_bytes())
        _blob(model, manifest["config"])
        weights = _placed(model, manifest["layers"], work)
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


def _placed(model: Path, layers: Sequence[Mapping[str, Any]], work: Path) -> list[Path]:
    """Put every layer into its place; the files of those that are weights."""
    names, root, weights = Names("the ModelPack"), work / "model", []
    for number, layer in enumerate(layers):
        for at, file in _files(_blob(model, layer), layer, work / str(number)):
            place = root / names.file(at)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
            if layer["mediaType"].startswith(WEIGHT):
                weights.append(place)
    return weights


def _files(blob: Path, layer: Mapping[str, Any], into: Path) -> Iterator[tuple[str, Path]]:
    """The files of a layer, each with the path that it wants: of a raw one its annotation says,
    of an archive its members' names."""
    if layer["mediaType"].endswith(".raw"):
        yield layer["annotations"][FILEPATH], blob
        return
    for file in archive.unpack(blob, into, most=MOST_BYTES, files=MOST_FILES):
        yield file.relative_to(into).as_posix(), file
