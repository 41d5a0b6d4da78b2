"""SageMaker: `model.tar.gz`, which is unpacked beside the server, and our own handlers in it."""

from collections.abc import Mapping
from pathlib import Path

from mcdeploy.catalog.runtime import Runtime
from mcdeploy.domain import Content
from mcdeploy.package import emission
from mcdeploy.package.archived import tar_gz
from mcdeploy.package.core import Core

HANDLERS = Path(__file__).parent.parent / "programs" / "inference.py"


def lay_out(core: Core, runtime: Runtime) -> Mapping[str, Content]:
    """Paths below `model/`. Raises as `emission.joblib_` does."""
    members: dict[str, Content] = {
        "model.joblib": emission.joblib_(core.model, runtime, core.listener),
        "code/inference.py": HANDLERS.read_bytes(),
    }
    return {"model.tar.gz": tar_gz(core.documented(members))}
