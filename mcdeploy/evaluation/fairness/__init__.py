"""How a model does by the groups of a column, and how far apart the groups are."""

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation.fairness.groups import by_column
from mcdeploy.evaluation.fairness.judged import Judged
from mcdeploy.evaluation.positive import positive
from mcdeploy.evaluation.result import Fairness, Group
from mcdeploy.evaluation.statistic import Statistic

__all__ = ["SMALL", "columns", "statistics"]

SMALL = 30
"""Fewer rows than this are too few to judge a group by: the standard error of a rate of one half
is then above 0.09, so that its interval at 95 % is wider than a third of all there is."""


def statistics(predictions: Predictions, criteria: Criteria) -> tuple[Statistic, ...]:
    """One for each column of groups. Within a group: `accuracy` without a label, and selection
    rate, precision, recall, F1 and false positive rate of the positive class (of two), or of each
    class against the rest (of more). Between the groups: FAIRNESS_METRICS without a label, and,
    of more than two classes, those of each class too.

    ManifestError when the positive class is none of the classes, ModelError when a column holds
    too many groups.
    """
    chosen = positive(predictions.classes, criteria)
    every = range(len(predictions.classes))
    classes = tuple(every) if len(every) > 2 else (chosen,)
    return tuple(
        Judged(predictions, column, grouping, classes)
        for column, grouping in by_column(predictions).items()
    )


def columns(predictions: Predictions) -> tuple[Fairness, ...]:
    """The groups of each column and their rows, numbers by value, names by name. ModelError as of
    `statistics`."""
    return tuple(
        Fairness(
            column,
            tuple(
                Group(name, rows, rows < SMALL)
                for name, rows in zip(grouping.names, grouping.sizes, strict=True)
            ),
        )
        for column, grouping in by_column(predictions).items()
    )
