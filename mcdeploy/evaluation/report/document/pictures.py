"""What people see as a picture: the confusion matrix, the curves, the calibration, the costs."""

import math
from collections.abc import Sequence

from mcdeploy.evaluation.result import Curve, Curves, Decision, Reliability

Matrix = Sequence[Sequence[int]]


def confusion(counts: Matrix) -> dict[str, object]:
    return {"raw": counts, "normalised": [_shares(row) for row in counts]}


def _shares(row: Sequence[int]) -> list[float | None]:
    """Of the rows of a true class; there are none where the class has no row."""
    rows = sum(row)
    return [count / rows if rows else None for count in row]


def curves(drawn: Curves) -> dict[str, object]:
    return {
        "roc": [
            _curve(one, "false_positive_rate", "true_positive_rate", "roc_auc") for one in drawn.roc
        ],
        "precision_recall": [
            _curve(one, "recall", "precision", "average_precision")
            for one in drawn.precision_recall
        ],
    }


def _curve(curve: Curve, x: str, y: str, area: str) -> dict[str, object]:
    return {
        "name": curve.name,
        x: curve.x,
        y: curve.y,
        "thresholds": [one if math.isfinite(one) else None for one in curve.thresholds],
        area: curve.area,
        "why": curve.why,
    }


def reliability(found: Reliability) -> dict[str, object]:
    return {
        "name": found.name,
        "brier": found.brier,
        "ece": found.ece,
        "bins": [
            {
                "low": one.low,
                "high": one.high,
                "rows": one.rows,
                "said": one.said,
                "seen": one.seen,
            }
            for one in found.bins
        ],
    }


def decision(decided: Decision) -> dict[str, object]:
    return {
        "costs": decided.costs,
        "rule": decided.rule,
        "positive": decided.positive,
        "threshold": decided.threshold,
        "rows": decided.rows,
        "considered": decided.considered,
        "confusion": confusion(decided.confusion),
        "curve": {
            "thresholds": [point.threshold for point in decided.curve],
            "validation": [point.validation for point in decided.curve],
            "test": [point.test for point in decided.curve],
        },
        "why": decided.why,
    }
