"""`mcdeploy/evaluated/v1`: what a model is worth, in short; report.json in the folder has all."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdeploy.operations.evaluated import Evaluated

SCHEMA = "mcdeploy/evaluated/v1"


def document(evaluated: "Evaluated") -> dict[str, object]:
    from mcdeploy.evaluation.report.document.estimates import estimate, key
    from mcdeploy.evaluation.report.document.judged import gate

    found = evaluated.evaluation
    overall = {of.metric: one for of, one in found.estimates.items() if of[1:] == (None,) * 3}
    return {
        "schema": SCHEMA,
        "deployment": evaluated.name,
        "rows": found.rows,
        "confidence": found.criteria.confidence,
        "metrics": {name: estimate(one) for name, one in overall.items()},
        "advice": {**key(found.advice.metric), "why": found.advice.why},
        "gates": [gate(verdict) for verdict in evaluated.verdicts],
        "passed": evaluated.passed,
        "waiver": evaluated.waiver,
        "folder": str(evaluated.folder.absolute()),
        "files": list(evaluated.files),
    }
