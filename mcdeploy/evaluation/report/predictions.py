"""`predictions.csv`: what the model said of each row, so that others can count again."""

from collections.abc import Mapping

from mcdeploy.domain import Predictions

LARGEST = 2_000_000
"""Probabilities; of more, some 40 MB of text, they do not travel with the release."""


def travel(predictions: Predictions | None) -> bool:
    """Whether they are part of the report."""
    return predictions is not None and predictions.probabilities.size <= LARGEST


def render(predictions: Predictions | None) -> Mapping[str, bytes]:
    """The one file, or none."""
    if predictions is None or not travel(predictions):
        return {}
    from mcdeploy.evaluation import table  # NumPy is imported for those who have predictions

    return {"predictions.csv": table.write(predictions)}
