"""KServe: what sklearnserver, MLServer or Triton looks for in the folder that it is given."""

import json
from collections.abc import Mapping

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content
from mcdeploy.package import emission, emission_onnx, triton
from mcdeploy.package.core import Core


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. Raises ModelError for a model that the server does not take, and
    EnvironmentMissing as `emission` does."""
    if runtime.library == "onnxruntime":
        return _triton(core, runtime)
    model = emission.joblib_(core.model, runtime, core.listener)
    settings = {"model-settings.json": _mlserver(core)}
    mlserver = runtime.name.startswith("mlserver")
    return core.documented({"model.joblib": model, **(settings if mlserver else {})})


def _mlserver(core: Core) -> bytes:
    settings = {
        "name": core.name,
        "implementation": "mlserver_sklearn.SKLearnModel",
        "parameters": {"uri": "./model.joblib"},
    }
    return json.dumps(settings, indent=2).encode() + b"\n"


def _triton(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """A repository of one model. Triton takes every folder at its top for a model, so the documents
    are in the model's own."""
    graph = emission_onnx.onnx(core.model, core.listener)
    settings = triton.configuration(core.name, graph, runtime, core.listener)
    files = {f"{core.name}/1/model.onnx": graph, f"{core.name}/config.pbtxt": settings}
    return core.documented(files, f"{core.name}/")
