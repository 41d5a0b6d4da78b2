"""CNCF ModelPack: the model as an OCI artifact, for registries and for volumes of Kubernetes.

Each file is a layer of its own, neither archived nor compressed, so that a layer's digest is the
file's. Source: modelpack/model-spec, version 1 (docs and specs-go/v1), as of November 2026. It has
no type for an evaluation: the report is documentation.
"""

import dataclasses
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Form, Model
from mcdeploy.package import emission_onnx, oci
from mcdeploy.package.core import Core
from mcdeploy.records.canonical import encode

MEDIA = "application/vnd.cncf.model"
ARTIFACT = f"{MEDIA}.manifest.v1+json"
CONFIG = f"{MEDIA}.config.v1+json"
ORDER = ("weight", "weight.config", "code", "doc")
KINDS = {
    "weight.config": (".json", ".yaml", ".yml", ".toml", ".txt", ".model", ".jinja"),
    "code": (".py", ".sh", ".ipynb"),
    "doc": (".md", ".rst", ".pdf", ".html"),
}
"""By the ends of names; all others are weights."""
FILEPATH = "org.cncf.model.filepath"
METADATA = "org.cncf.model.file.metadata+json"
UNTESTED = "org.cncf.model.file.mediatype.untested"
FIXED = {"mode": 0o644, "uid": 0, "gid": 0, "mtime": "1980-01-01T00:00:00Z", "typeflag": ord("0")}


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. The bundled model is a graph; the files that somebody brought stay what
    they are. Raises as `emission_onnx.onnx` does."""
    del runtime  # what pulls it is no business of a registry
    layers = [*_model(core), *_documents(core)]
    layers.sort(key=lambda layer: ORDER.index(_kind_of(layer)))
    config = oci.blob(CONFIG, encode(_config(core, layers)), "the configuration")
    return oci.layout(core.name, ARTIFACT, config, layers)


def _model(core: Core) -> list[oci.Blob]:
    if core.model.form is Form.CANONICAL:
        graph = emission_onnx.onnx(core.model, core.listener)
        return [_layer("weight", "model.onnx", graph, guessed=False)]
    return [
        _layer(_kind(path), path, content, guessed=True)
        for path, content in sorted(core.model.files.items())
    ]


def _documents(core: Core) -> list[oci.Blob]:
    return [
        _layer("doc", path, content, guessed=False)
        for path, content in sorted(core.beside(core.model.files).items())
    ]


def _layer(kind: str, path: str, content: Content, *, guessed: bool) -> oci.Blob:
    """`guessed`: its kind is told by its name alone."""
    plain = oci.blob(f"{MEDIA}.{kind}.v1.raw", content, path)
    metadata = {**FIXED, "name": path, "size": plain.size}
    told = {
        FILEPATH: path,
        METADATA: encode(metadata).decode(),
        UNTESTED: "true" if guessed else "false",
        oci.TITLE: path,
    }
    return dataclasses.replace(plain, annotations=told)


def _kind(path: str) -> str:
    suffix = PurePosixPath(path).suffix.lower()
    return next((kind for kind, suffixes in KINDS.items() if suffix in suffixes), "weight")


def _kind_of(layer: oci.Blob) -> str:
    return layer.media_type.removeprefix(f"{MEDIA}.").removesuffix(".v1.raw")


def _config(core: Core, layers: Sequence[oci.Blob]) -> dict[str, object]:
    return {
        "descriptor": {"name": core.name},
        "config": _technical(core.model),
        "modelfs": {"type": "layers", "diffIds": [layer.digest for layer in layers]},
    }


def _technical(model: Model) -> dict[str, str]:
    if model.form is Form.CANONICAL:
        return {"architecture": "logistic-regression", "format": "onnx", "precision": "float64"}
    return {} if model.form is Form.OPAQUE else {"format": str(model.form)}
