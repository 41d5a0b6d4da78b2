"""What a model is worth on rows it has not seen: metrics, gates, the report.

Importing this package costs nothing; NumPy is imported when predictions are evaluated.
"""

from collections.abc import Mapping
from types import MappingProxyType

from mcdeploy.domain import Criteria, Listener, Predictions, quiet
from mcdeploy.evaluation.gates import Incomparable, Verdict, check, enforce
from mcdeploy.evaluation.result import Comparison, Evaluation

__all__ = [
    "Comparison",
    "Evaluation",
    "Incomparable",
    "Verdict",
    "check",
    "compare",
    "enforce",
    "evaluate",
]

NONE: Mapping[str, Predictions] = MappingProxyType({})


def evaluate(
    predictions: Predictions,
    criteria: Criteria,
    *,
    validation: Predictions | None = None,
    rivals: Mapping[str, Predictions] = NONE,
    ours: str = "this model",
    listener: Listener = quiet,
) -> Evaluation:
    """Everything that the criteria ask for, of these predictions; the predicted class is the most
    probable one, and the first of those when several are.

    Decisions are chosen on the `validation` rows. Each of the `rivals` is put beside `ours`, on
    the same rows. The listener is told how many resamples are done. The same arguments give the
    same evaluation, on any number of cores.

    Raises ModelError when the predictions are not probabilities of the classes, and ManifestError
    when the criteria name a class that there is not.
    """
    from mcdeploy.evaluation import assembly  # NumPy is not imported for those who do not evaluate

    return assembly.evaluate(predictions, criteria, validation, rivals, ours, listener)


def compare(
    ours: str,
    predictions: Predictions,
    theirs: str,
    others: Predictions,
    criteria: Criteria,
    *,
    listener: Listener = quiet,
) -> Comparison:
    """Every metric of two models on the same rows, with the paired interval of the difference;
    of fairness for the columns in which both put every row into the same group.

    Raises ModelError when they are not about the same rows, or not about the same classes.
    """
    from mcdeploy.evaluation import comparison

    return comparison.compare(ours, predictions, theirs, others, criteria, listener)
