"""`report.json`: every number, under a versioned schema (schema.json, a folder above)."""

import json
from collections.abc import Mapping, Sequence
from importlib.resources import files

from mcdeploy.domain import UNPROVEN, Certificate, Criteria, Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report.agreed import agreed
from mcdeploy.evaluation.report.document.encoding import encode
from mcdeploy.evaluation.report.document.estimates import Estimated, key
from mcdeploy.evaluation.report.document.judged import comparison, gate
from mcdeploy.evaluation.report.document.parity import parity
from mcdeploy.evaluation.report.document.pictures import confusion, curves, decision, reliability
from mcdeploy.evaluation.result import Evaluation, Fairness

__all__ = ["SCHEMA", "render", "schema"]

SCHEMA = "mcdeploy/report/v2"


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    model: Model,
    name: str,
    waiver: str = "",
    certificates: Mapping[str, Certificate] = UNPROVEN,
) -> bytes:
    """JSON in UTF-8 with sorted keys; floats read back as the same float64, and none of them is
    NaN: what is undefined is null, and `why` beside it says why."""
    return encode(
        {
            "schema": SCHEMA,
            "name": name,
            **_content(agreed(evaluation)),
            "gates": [gate(verdict) for verdict in verdicts],
            "waiver": waiver,
            "parity": parity(certificates),
            "story": model.story,
            "lineage": model.lineage,
        }
    )


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of the document."""
    text = files("mcdeploy.evaluation.report").joinpath("schema.json").read_text(encoding="utf-8")
    found: dict[str, object] = json.loads(text)
    return found


def _content(evaluation: Evaluation) -> dict[str, object]:
    estimated = Estimated(evaluation.estimates)
    return {
        "rows": evaluation.rows,
        "rows_sha256": evaluation.rows_sha256,
        "criteria": _criteria(evaluation.criteria),
        "advice": {**key(evaluation.advice.metric), "why": evaluation.advice.why},
        "metrics": estimated.metrics(),
        "classes": [
            {
                "label": one.label,
                "support": one.support,
                "predicted": one.predicted,
                "metrics": estimated.metrics(one.label),
            }
            for one in evaluation.classes
        ],
        "confusion": confusion(evaluation.confusion),
        "curves": curves(evaluation.curves),
        "calibration": [reliability(one) for one in evaluation.calibration],
        "decision": None if evaluation.decision is None else decision(evaluation.decision),
        "fairness": [_fairness(one, estimated) for one in evaluation.fairness],
        "comparisons": [comparison(one) for one in evaluation.comparisons],
    }


def _criteria(criteria: Criteria) -> dict[str, object]:
    """But for the gates, which stand with their verdicts."""
    return {
        "resamples": criteria.resamples,
        "confidence": criteria.confidence,
        "seed": criteria.seed,
        "positive": criteria.positive,
        "costs": criteria.costs,
    }


def _fairness(fairness: Fairness, estimated: Estimated) -> dict[str, object]:
    return {
        "column": fairness.column,
        **estimated.of(fairness.column),
        "groups": [
            {
                "name": group.name,
                "rows": group.rows,
                "small": group.small,
                **estimated.of(fairness.column, group.name),
            }
            for group in fairness.groups
        ],
    }
