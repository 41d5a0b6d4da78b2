"""Azure ML: an MLflow model, which it serves without code, or a script beside a model."""

from collections.abc import Mapping
from pathlib import Path

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content
from mcdeploy.package import conda, emission, mlflow_folder
from mcdeploy.package.core import Core

SCRIPT = Path(__file__).parent.parent / "programs" / "score.py"
PACKAGES = (
    "azureml-inference-server-http",
    "joblib",
    "numpy",
    "scikit-learn",
    "scipy",
)


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. Raises ModelError for a model that is not taken, and EnvironmentMissing
    as `emission` does."""
    if runtime.name.startswith("mlflow"):
        return core.documented(mlflow_folder.folder(core, runtime))
    files: dict[str, Content] = {
        "model.joblib": emission.joblib_(core.model, runtime, core.listener),
        "score.py": SCRIPT.read_bytes(),
        "conda.yaml": conda.files(runtime, PACKAGES)["conda.yaml"],
    }
    return core.documented(files)
