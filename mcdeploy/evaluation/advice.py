"""The one metric to look at first.

Rules, the first that fits:

- The manifest gives costs: `expected_cost`. What mistakes cost says what is wanted, better than
  any metric that has to assume it (Elkan, The foundations of cost-sensitive learning, 2001).
- A class has no row: `balanced_accuracy`, which has a value nevertheless.
- Two classes, less than a tenth of the rows positive: `average_precision` of the positive class.
  The area under a ROC curve looks good there while most findings are wrong (Saito and Rehmsmeier,
  The precision-recall plot is more informative than the ROC plot when evaluating binary
  classifiers on imbalanced datasets, 2015). A tenth is an imbalance of 9 to 1, from which on the
  KEEL repository calls data sets highly imbalanced (Alcalá-Fdez and others, KEEL data-mining
  software tool, 2011).
- Two classes, the larger at least three times the smaller: `mcc`, which is high only when both
  classes are found and both are named rightly (Chicco and Jurman, The advantages of the Matthews
  correlation coefficient over F1 score and accuracy in binary classification evaluation, 2020).
- More classes, the largest at least three times the smallest: `f1_macro`, in which each class
  counts the same (Sokolova and Lapalme, A systematic analysis of performance measures for
  classification tasks, 2009).
- Otherwise `accuracy`, which everybody understands.

Three to one is our own limit: from there on, of two classes, to name always the larger one is
right in 75 % of the rows or more, and accuracy no longer tells a model from a habit.
"""

import numpy as np

from mcdeploy.domain import Criteria, Predictions
from mcdeploy.evaluation.positive import positive
from mcdeploy.evaluation.result import Advice, Key

RARE = 0.1
"""Share of the rows below which a positive class is rare."""

UNEQUAL = 3.0
"""How many times the smallest class the largest one is where classes are imbalanced."""


def advise(predictions: Predictions, criteria: Criteria) -> Advice:
    """The metric that suits the problem: its costs, its classes and their rows; never what the
    model said. Pure. ManifestError when the criteria's positive class is none."""
    classes = predictions.classes
    rows = np.bincount(predictions.labels, minlength=len(classes)).tolist()
    support = dict(zip(classes, rows, strict=True))
    rare = classes[positive(classes, criteria)] if len(classes) == 2 else None
    if criteria.costs:
        return _by_costs()
    if not all(rows):
        return _with_an_empty_class(support)
    if rare is not None and support[rare] < RARE * sum(rows):
        return _of_the_rare(rare, support[rare], sum(rows))
    if max(rows) < UNEQUAL * min(rows):
        return _balanced(support)
    return _imbalanced(support)


def _by_costs() -> Advice:
    why = "The manifest says what mistakes cost, so judge by what a row costs on average."
    return Advice(Key("expected_cost"), why)


def _with_an_empty_class(support: dict[str, int]) -> Advice:
    empty = [label for label, count in support.items() if not count]
    which = f"class {empty[0]!r}" if len(empty) == 1 else f"{len(empty)} of the classes"
    why = (
        f"No row is of {which}, so nothing is known of it: judge by balanced accuracy, the mean "
        "share of rows found over the classes that have rows."
    )
    return Advice(Key("balanced_accuracy"), why)


def _of_the_rare(label: str, count: int, rows: int) -> Advice:
    why = (
        f"Class {label!r} has only {count:,} of the {rows:,} rows, and a model that never says it "
        f"is right in the other {rows - count:,}: judge by the average precision of {label!r}, "
        "which asks how many of its rows are found and how many of those named are truly so."
    )
    return Advice(Key("average_precision", label), why)


def _balanced(support: dict[str, int]) -> Advice:
    few, many = min(support.values()), max(support.values())
    begins = (
        f"Each class has {few:,} rows"
        if few == many
        else f"The classes have similar numbers of rows ({few:,} to {many:,})"
    )
    why = f"{begins}, so judge by accuracy, the share of rows that are named rightly."
    return Advice(Key("accuracy"), why)


def _imbalanced(support: dict[str, int]) -> Advice:
    few, many = min(support, key=support.__getitem__), max(support, key=support.__getitem__)
    begins = (
        f"Class {many!r} has {support[many]:,} rows and class {few!r} {support[few]:,}, so that "
        f"accuracy speaks mostly of {many!r}: judge by "
    )
    if len(support) == 2:
        ends = "the Matthews correlation, which is high only when both classes are told apart."
        return Advice(Key("mcc"), begins + ends)
    return Advice(Key("f1_macro"), f"{begins}macro F1, in which each class counts the same.")
