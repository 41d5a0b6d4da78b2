"""Layouts of a package: one file each, each a function from a model to paths and their content."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from mcdeploy.catalog import runtime as catalog
from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content, Form, Kind, Packaging
from mcdeploy.package.core import Core
from mcdeploy.package.layouts import azureml, kserve, modelpack, onnx, plain, sagemaker, vertex

Layout = Callable[[Core, Runtime], Mapping[str, Content]]
"""Paths are relative to the package's folder."""

LAYOUTS: Mapping[Kind, Layout] = MappingProxyType(
    {
        Kind.AZUREML: azureml.lay_out,
        Kind.KSERVE: kserve.lay_out,
        Kind.MODELPACK: modelpack.lay_out,
        Kind.ONNX: onnx.lay_out,
        Kind.SAGEMAKER: sagemaker.lay_out,
        Kind.VERTEX: vertex.lay_out,
    }
)

CANONICAL = "model.json"
"""The bundled model's own document travels in every package of it."""

FOLDER = "model/"
"""Where a package lies in its release's folder."""


def lay_out(core: Core, packaging: Packaging) -> Mapping[str, Content]:
    """The files of a package, by path in the release's folder.

    Raises ModelError when no such package can be made of the model, EnvironmentMissing when the
    runtime whose libraries write it cannot be installed here, UsageError for an unknown runtime.
    """
    files = {**_canonical(core), **_files(core, packaging)}
    return {FOLDER + path: content for path, content in files.items()}


def _files(core: Core, packaging: Packaging) -> Mapping[str, Content]:
    runtime = catalog.runtime(packaging)
    if runtime is None:
        return plain.lay_out(core)
    return LAYOUTS[packaging.kind](core, runtime)


def _canonical(core: Core) -> Mapping[str, Content]:
    return core.model.files if core.model.form is Form.CANONICAL else {}
