"""Vertex AI's prebuilt scikit-learn containers: `model.joblib` in the folder."""

from collections.abc import Mapping

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content
from mcdeploy.package import emission
from mcdeploy.package.core import Core


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. Raises as `emission.joblib_` does."""
    model = emission.joblib_(core.model, runtime, core.listener)
    return core.documented({"model.joblib": model})
