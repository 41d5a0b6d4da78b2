"""mcdeploy: declare a model, the evaluation it must pass, and the clouds it must live in.

    from pathlib import Path
    import mcdeploy

    for deployment in mcdeploy.load(Path("manifest.yaml")):
        outcome = deployment.apply()

Nothing here prints. What fails raises a `McdeployError` that names who, what and the remedy.
`mcdeploy.sandbox` plays three clouds on this machine.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from mcdeploy.deployment import (
    Deployment,
    evaluate,
    load,
    refresh_prices,
    report_schema,
    schema,
)
from mcdeploy.domain import (
    Began,
    Behind,
    Bundle,
    Choice,
    Event,
    Health,
    Landed,
    Listener,
    Moved,
    Outcome,
    Plan,
    Planned,
    Pointer,
    Resampled,
    Retried,
    Route,
)
from mcdeploy.errors import (
    AccessDenied,
    BucketMissing,
    Conflict,
    ExitCode,
    GateFailed,
    Infeasible,
    IntegrityError,
    ManifestError,
    McdeployError,
    ModelError,
    Partial,
    ResidencyError,
    StoreError,
    Unavailable,
    UsageError,
)
from mcdeploy.version import VERSION

if TYPE_CHECKING:
    from mcdeploy.manifest import Manifest
    from mcdeploy.operations.cost import Bill
    from mcdeploy.operations.destroy import Destroyed
    from mcdeploy.operations.evaluated import Evaluated
    from mcdeploy.operations.fetch import Fetched
    from mcdeploy.operations.history import History
    from mcdeploy.operations.refresh_prices import Refreshed
    from mcdeploy.operations.report_diff import ReportDiff
    from mcdeploy.operations.status import Status

__version__ = VERSION

__all__ = [
    "AccessDenied",
    "Began",
    "Behind",
    "Bill",
    "BucketMissing",
    "Bundle",
    "Choice",
    "Conflict",
    "Deployment",
    "Destroyed",
    "Evaluated",
    "Event",
    "ExitCode",
    "Fetched",
    "GateFailed",
    "Health",
    "History",
    "Infeasible",
    "IntegrityError",
    "Landed",
    "Listener",
    "Manifest",
    "ManifestError",
    "McdeployError",
    "ModelError",
    "Moved",
    "Outcome",
    "Partial",
    "Plan",
    "Planned",
    "Pointer",
    "Refreshed",
    "ReportDiff",
    "Resampled",
    "ResidencyError",
    "Retried",
    "Route",
    "Status",
    "StoreError",
    "Unavailable",
    "UsageError",
    "evaluate",
    "load",
    "refresh_prices",
    "report_schema",
    "schema",
]

_ANSWERS = {
    "Bill": "mcdeploy.operations.cost",
    "Destroyed": "mcdeploy.operations.destroy",
    "Evaluated": "mcdeploy.operations.evaluated",
    "Fetched": "mcdeploy.operations.fetch",
    "History": "mcdeploy.operations.history",
    "Manifest": "mcdeploy.manifest",
    "Refreshed": "mcdeploy.operations.refresh_prices",
    "ReportDiff": "mcdeploy.operations.report_diff",
    "Status": "mcdeploy.operations.status",
}
"""What methods answer with, imported when it is first named."""


def __getattr__(name: str) -> object:
    if name in _ANSWERS:
        return getattr(import_module(_ANSWERS[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
