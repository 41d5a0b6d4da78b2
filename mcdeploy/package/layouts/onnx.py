"""ONNX: one file, `model.onnx`, beside its documents."""

from collections.abc import Mapping

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content
from mcdeploy.package import emission_onnx
from mcdeploy.package.core import Core


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. Raises as `emission_onnx.onnx` does."""
    del runtime  # every one of them reads the same graph
    return core.documented({"model.onnx": emission_onnx.onnx(core.model, core.listener)})
