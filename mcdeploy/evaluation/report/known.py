"""What is known of a model."""

from mcdeploy.domain import Model

UNKNOWN = "unknown"


def bundled(model: Model) -> bool:
    """Whether mcdeploy made it itself."""
    return {"strategy", "scikit-learn"} <= set(model.lineage)


def data(model: Model) -> str:
    """The name of the data that it was made from, or of the table of what it said."""
    return model.lineage.get("data") or model.lineage.get("predictions") or UNKNOWN


def of_rows(model: Model) -> str:
    """What can be said of the rows of an evaluation: nobody knows whether the model whose answers
    stand in a file had seen them."""
    return "that it had not seen" if bundled(model) else "of the file"
