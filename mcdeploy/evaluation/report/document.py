"""`report.json`: every number, under a versioned schema."""

import dataclasses
import json
from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.result import Class, Evaluation

SCHEMA = "mcdeploy/report/v1"


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    story: Mapping[str, object],
    lineage: Mapping[str, str],
    name: str,
) -> bytes:
    """JSON in UTF-8 with sorted keys; floats read back as the same float64. A metric that is
    undefined is null, and `undefined` beside it holds the reason."""
    content = {
        "schema": SCHEMA,
        "name": name,
        "rows": evaluation.rows,
        "metrics": {k.metric: e.value for k, e in evaluation.estimates.items() if not k.label},
        "classes": [_class(evaluation, each) for each in evaluation.classes],
        "confusion": evaluation.confusion,
        "gates": [_gate(verdict) for verdict in verdicts],
        "story": story,
        "lineage": dict(lineage),
    }
    text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return text.encode() + b"\n"


def _class(evaluation: Evaluation, one: Class) -> dict[str, object]:
    return {
        "label": one.label,
        "support": one.support,
        "predicted": one.predicted,
        **{k.metric: e.value for k, e in evaluation.estimates.items() if k.label == one.label},
    }


def _gate(verdict: Verdict) -> dict[str, object]:
    return {
        **dataclasses.asdict(verdict.gate),
        "value": verdict.value,
        "passed": verdict.passed,
        "why": verdict.why,
    }
