"""The bundled model: a logistic regression, from its data to its canonical form.

Importing this package costs nothing; scikit-learn is imported when a model is trained.
"""

from mcdeploy.bundled.strategy import Strategy
from mcdeploy.domain import Answer, CsvData, Model, Predictions

__all__ = ["Strategy", "answers", "predictor", "train"]


def train(data: str | CsvData, strategy: str, seed: int) -> Model:
    """Make a model from a data set that scikit-learn carries (`digits`, `wine`, `iris`,
    `breast-cancer`) or from a CSV file.

    The same data, strategy, seed and library versions give the same bytes. `seed` is in
    [0, 2^32). Raises UsageError for a strategy, a seed or a data set that there is not, and
    ModelError for data that no model can be made from.
    """
    from mcdeploy.bundled import training  # scikit-learn takes seconds to import

    return training.train(data, strategy, seed)


def answers(document: bytes, data: str | CsvData, seed: int) -> Predictions:
    """What another canonical model says about the rows that a model of this data and seed is
    tested on: beside `train(data, …, seed).predictions` they are about the same rows.

    Raises as `train` does, and ModelError when the document is not a model, or when its features
    or classes are not those of the data.
    """
    from mcdeploy.bundled import answering  # as above

    return answering.answers(document, data, seed)


def predictor(document: bytes) -> Answer:
    """The model in a canonical document, ready to be asked: the reference for every other form.

    Raises ModelError when the document is not a model; asked about rows of another shape, or of
    values that are not finite, it raises ModelError.
    """
    from mcdeploy.bundled import reference  # NumPy is imported for those who ask

    return reference.predictor(document)
