"""mcdeploy: declare a model, the evaluation it must pass, and the clouds it must live in.

    from pathlib import Path
    import mcdeploy

    for deployment in mcdeploy.load(Path("manifest.yaml")):
        outcome = deployment.apply()

Nothing here prints. What fails raises a `McdeployError` that names who, what and the remedy.
"""

from mcdeploy.deployment import Deployment, load, schema
from mcdeploy.domain import (
    Began,
    Bundle,
    Choice,
    Event,
    Health,
    Listener,
    Moved,
    Outcome,
    Plan,
    Planned,
    Pointer,
    Route,
)
from mcdeploy.errors import ExitCode, McdeployError

__version__ = "0.1.0"

__all__ = [
    "Began",
    "Bundle",
    "Choice",
    "Deployment",
    "Event",
    "ExitCode",
    "Health",
    "Listener",
    "McdeployError",
    "Moved",
    "Outcome",
    "Plan",
    "Planned",
    "Pointer",
    "Route",
    "load",
    "schema",
]
