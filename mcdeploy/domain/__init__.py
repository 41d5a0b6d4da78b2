"""The values that walk through the house: frozen and plain.

Stages take them and give them; none of them knows a cloud, a file or a socket.
"""

from mcdeploy.domain.bundles import Bundle, Checksums, Content, File, Pointer, Release
from mcdeploy.domain.criteria import (
    CLASS_METRICS,
    COST_METRICS,
    FAIRNESS_METRICS,
    OVERALL_METRICS,
    SMALLER_IS_BETTER,
    Criteria,
    Gate,
)
from mcdeploy.domain.events import (
    Began,
    Event,
    Installing,
    Listener,
    Moved,
    NotInstalled,
    Planned,
    Resampled,
    quiet,
)
from mcdeploy.domain.models import (
    MOST_CLASSES,
    CsvData,
    Model,
    Predictions,
    PredictionsFile,
    RowsFile,
)
from mcdeploy.domain.packages import (
    PLAIN,
    UNPROVEN,
    Answer,
    Answers,
    Certificate,
    Form,
    Kind,
    Packaging,
    Parity,
)
from mcdeploy.domain.places import Place, Residency, Target
from mcdeploy.domain.plans import Cost, Health, Observation, Outcome, Plan, Publish, Stage
from mcdeploy.domain.routes import Choice, Policy, Route
from mcdeploy.domain.trust import Identity, Signing, Trust
from mcdeploy.domain.weights import Mlflow, Origin, Remote, Weights

__all__ = [
    "CLASS_METRICS",
    "COST_METRICS",
    "FAIRNESS_METRICS",
    "MOST_CLASSES",
    "OVERALL_METRICS",
    "PLAIN",
    "SMALLER_IS_BETTER",
    "UNPROVEN",
    "Answer",
    "Answers",
    "Began",
    "Bundle",
    "Certificate",
    "Checksums",
    "Choice",
    "Content",
    "Cost",
    "Criteria",
    "CsvData",
    "Event",
    "File",
    "Form",
    "Gate",
    "Health",
    "Identity",
    "Installing",
    "Kind",
    "Listener",
    "Mlflow",
    "Model",
    "Moved",
    "NotInstalled",
    "Observation",
    "Origin",
    "Outcome",
    "Packaging",
    "Parity",
    "Place",
    "Plan",
    "Planned",
    "Pointer",
    "Policy",
    "Predictions",
    "PredictionsFile",
    "Publish",
    "Release",
    "Remote",
    "Resampled",
    "Residency",
    "Route",
    "RowsFile",
    "Signing",
    "Stage",
    "Target",
    "Trust",
    "Weights",
    "quiet",
]
