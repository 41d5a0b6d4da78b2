"""Two models on the same rows."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Listener, Predictions
from mcdeploy.errors import ModelError
from mcdeploy.evaluation import bootstrap, decision, fairness, metrics
from mcdeploy.evaluation.bootstrap import Subject
from mcdeploy.evaluation.decision.costs import matrix
from mcdeploy.evaluation.metrics.arranged import order, reordered
from mcdeploy.evaluation.result import Comparison
from mcdeploy.evaluation.soundness import check


def compare(
    ours: str,
    predictions: Predictions,
    theirs: str,
    others: Predictions,
    criteria: Criteria,
    listener: Listener,
) -> Comparison:
    """See `mcdeploy.evaluation.compare`."""
    check(predictions)
    check(others, f"the predictions of {theirs}")
    _check_rows(theirs, predictions, others)
    rows = order(predictions)
    pair = (predictions, _in_order(theirs, predictions.classes, others))
    shared = _shared(*pair)
    left, right = (
        _subject(reordered(replace(said, groups=shared), rows), criteria) for said in pair
    )
    contrasts = bootstrap.contrast(left, right, criteria, listener)
    return Comparison(
        ours, theirs, contrasts.pop(criteria.confidence), criteria.confidence, contrasts
    )


def _subject(rows: Predictions, criteria: Criteria) -> Subject:
    """A rule that one of the two chose says nothing of the other, so its cost is left out."""
    statistics = (
        *metrics.statistics(rows),
        *fairness.statistics(rows, criteria),
        *decision.undecided(rows, criteria),
    )
    costs = matrix(rows.classes, criteria.costs).tolist() if criteria.costs else ()
    return Subject(rows, statistics, costs)


def _shared(ours: Predictions, theirs: Predictions) -> dict[str, NDArray[np.str_]]:
    """The columns of both in which every row is in the same group: by others the two are not
    judged alike."""
    return {
        name: column
        for name, column in ours.groups.items()
        if name in theirs.groups and np.array_equal(column, theirs.groups[name])
    }


def _in_order(theirs: str, classes: tuple[str, ...], others: Predictions) -> Predictions:
    """Their answers, with the classes in our order."""
    new = [name for name in others.classes if name not in classes]
    lost = [name for name in classes if name not in others.classes]
    if new or lost:
        raise _apart(theirs, " and ".join([*_told("knows", new), *_told("does not know", lost)]))
    columns = [others.classes.index(name) for name in classes]
    places = np.argsort(columns)
    return replace(
        others,
        classes=classes,
        labels=places[others.labels],
        probabilities=others.probabilities[:, columns],
    )


def _told(verb: str, names: Sequence[str]) -> list[str]:
    if not names:
        return []
    more = f" and {len(names) - 5} more" if len(names) > 5 else ""
    kind = "class" if len(names) == 1 else "classes"
    return [f"{verb} the {kind} {', '.join(map(repr, names[:5]))}{more}"]


def _check_rows(theirs: str, predictions: Predictions, others: Predictions) -> None:
    labels, other = (np.array(said.classes)[said.labels] for said in (predictions, others))
    named = predictions.rows_sha256 == others.rows_sha256
    if not named or not np.array_equal(labels, other):
        counts = f"{len(predictions.labels)} and {len(others.labels)} rows"
        raise _apart(theirs, f"was evaluated on other rows ({counts})")


def _apart(theirs: str, what: str) -> ModelError:
    return ModelError(theirs, f"{theirs} {what}", remedy="compare them on the same rows")
