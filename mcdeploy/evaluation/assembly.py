"""From predictions to an evaluation, in order."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Criteria, Listener, Predictions
from mcdeploy.evaluation import (
    advice,
    bootstrap,
    calibration,
    comparison,
    curves,
    decision,
    fairness,
    metrics,
)
from mcdeploy.evaluation.decision.rules import MostProbable, confusion
from mcdeploy.evaluation.metrics.arranged import arranged
from mcdeploy.evaluation.result import Class, Comparison, Evaluation
from mcdeploy.evaluation.soundness import check


def evaluate(
    predictions: Predictions,
    criteria: Criteria,
    validation: Predictions | None,
    rivals: Mapping[str, Predictions],
    ours: str,
    listener: Listener,
) -> Evaluation:
    """See `mcdeploy.evaluation.evaluate`."""
    check(predictions)
    if validation is not None:
        check(validation, "the validation rows")
    rows = arranged(predictions)
    rule = decision.decide(rows, validation, criteria)
    statistics = (
        *metrics.statistics(rows),
        *fairness.statistics(rows, criteria),
        *decision.statistics(rule, rows),
    )
    subject = bootstrap.Subject(rows, statistics, rule.costs if rule else ())
    estimates = bootstrap.estimate(subject, criteria, listener)
    counts = confusion(MostProbable(), rows)
    return Evaluation(
        criteria=criteria,
        rows=len(rows.labels),
        rows_sha256=predictions.rows_sha256,
        classes=_classes(rows, counts),
        confusion=tuple(map(tuple, counts.tolist())),
        estimates=estimates.pop(criteria.confidence),
        elsewhere=estimates,
        curves=curves.trace(rows),
        calibration=calibration.reliability(rows),
        advice=advice.advise(rows, criteria),
        decision=rule,
        fairness=fairness.columns(rows),
        comparisons=_beside(rivals, predictions, ours, criteria, listener),
    )


def _beside(
    rivals: Mapping[str, Predictions],
    predictions: Predictions,
    ours: str,
    criteria: Criteria,
    listener: Listener,
) -> tuple[Comparison, ...]:
    return tuple(
        comparison.compare(ours, predictions, name, theirs, criteria, listener)
        for name, theirs in rivals.items()
    )


def _classes(rows: Predictions, counts: NDArray[np.int64]) -> tuple[Class, ...]:
    columns = (rows.classes, counts.sum(axis=1).tolist(), counts.sum(axis=0).tolist())
    return tuple(Class(*each) for each in zip(*columns, strict=True))
