"""ROC and precision-recall: what a threshold finds, and what it mistakes for it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from mcdeploy.domain import Predictions
from mcdeploy.evaluation.curves import line, macro, selection
from mcdeploy.evaluation.curves.line import Line
from mcdeploy.evaluation.curves.steps import Steps, steps
from mcdeploy.evaluation.result import Curve, Curves

MOST_CLASSES = 100
"""Of more classes only the averages are drawn, and say so."""

NO_ROW = "no row is of this class"
EVERY_ROW = "every row is of this class"


def trace(predictions: Predictions) -> Curves:
    """The curves of each class against the rest; `micro`, for which each row counts once for
    every class, as it is of that class or not; and for ROC `macro`, the mean of the classes'.
    There is no macro line of precision: the mean of the areas is among the metrics, and a mean of
    the lines would have another area.

    Areas are those of the whole curves; of more than 200 points the drawn ones are a selection,
    which is as near to the whole as `selection` states. The first threshold of a curve is just
    above every score. Pure.
    """
    classes = [_one_class(predictions, index) for index in range(len(predictions.classes))]
    micro = _micro(predictions)
    shown = classes if len(classes) <= MOST_CLASSES else []
    note = "" if shown else f"the curves of {len(classes)} classes are too many to be drawn"
    averages = (micro.roc, _macro(classes))
    return Curves(
        roc=(*(each.roc for each in shown), *(_noted(curve, note) for curve in averages)),
        precision_recall=(
            *(each.precision_recall for each in shown),
            _noted(micro.precision_recall, note),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Traced:
    """Both curves of one name; `fine` is the ROC curve for the mean, where it is defined."""

    roc: Curve
    precision_recall: Curve
    fine: Line | None = None


def _one_class(predictions: Predictions, index: int) -> _Traced:
    positive, scores = predictions.labels == index, predictions.probabilities[:, index]
    return _traced(predictions.classes[index], steps(positive, scores))


def _micro(predictions: Predictions) -> _Traced:
    positive = predictions.labels[:, np.newaxis] == np.arange(len(predictions.classes))
    return _traced("micro", steps(positive.ravel(), predictions.probabilities.ravel()))


def _traced(name: str, whole: Steps) -> _Traced:
    if not whole.positives:
        return _Traced(_undefined(name, NO_ROW), _undefined(name, NO_ROW))
    found = selection.drawn_precision_recall(line.precision_recall(whole))
    precision_recall = _curve(name, found, line.average_precision(whole))
    if not whole.negatives:
        return _Traced(_undefined(name, EVERY_ROW), precision_recall)
    rates = line.roc(whole)
    roc = _curve(name, selection.drawn_roc(rates), line.roc_auc(whole))
    return _Traced(roc, precision_recall, macro.fine(rates))


def _macro(classes: Sequence[_Traced]) -> Curve:
    """Undefined, like its area, when that of a class is."""
    lines = [each.fine for each in classes if each.fine is not None]
    areas = [each.roc.area for each in classes if each.roc.area is not None]
    for each in classes:
        if each.roc.area is None:
            reason = f"roc_auc of class {each.roc.name!r} is undefined: {each.roc.why}"
            return _undefined("macro", reason)
    drawn = selection.drawn_roc(macro.mean(lines))
    return replace(_curve("macro", drawn, sum(areas) / len(areas)), thresholds=())


def _curve(name: str, drawn: Line, area: float) -> Curve:
    x, y, thresholds = (tuple(each.tolist()) for each in (drawn.x, drawn.y, drawn.thresholds))
    return Curve(name, x, y, thresholds, area)


def _undefined(name: str, why: str) -> Curve:
    return Curve(name, (), (), (), None, why)


def _noted(curve: Curve, note: str) -> Curve:
    return replace(curve, why=curve.why or note)
