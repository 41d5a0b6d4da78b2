"""What a model is worth on rows it has not seen: metrics, gates, the report.

Importing this package costs nothing; NumPy is imported when predictions are evaluated.
"""

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation.gates import Incomparable, Verdict, check, enforce
from mcdeploy.evaluation.result import Evaluation

__all__ = ["Evaluation", "Incomparable", "Verdict", "check", "enforce", "evaluate"]


def evaluate(predictions: Predictions, criteria: Criteria) -> Evaluation:
    """Every metric of the predictions; the predicted class is the most probable one, and the
    first of those when several are.

    Pure. Raises ModelError when the predictions are not probabilities of the classes.
    """
    from mcdeploy.evaluation import assembly  # NumPy is not imported for those who do not evaluate

    return assembly.evaluate(predictions, criteria)
