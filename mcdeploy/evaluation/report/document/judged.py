"""What the numbers were held against: other models, and the gates."""

from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report.document.estimates import interval, key
from mcdeploy.evaluation.result import Comparison


def comparison(made: Comparison) -> dict[str, object]:
    return {
        "ours": made.ours,
        "theirs": made.theirs,
        "metrics": [
            {
                **key(of),
                "ours": one.ours,
                "theirs": one.theirs,
                "difference": one.difference.value,
                **interval(one.difference.interval),
                "why": one.difference.why,
            }
            for of, one in made.contrasts.items()
        ],
    }


def gate(verdict: Verdict) -> dict[str, object]:
    asked = verdict.gate
    return {
        "metric": asked.metric,
        "class": asked.label,
        "column": asked.column,
        "min": asked.min,
        "max": asked.max,
        "confidence": asked.confidence,
        "not_worse_than": asked.not_worse_than,
        "by": asked.by,
        "value": verdict.value,
        **interval(verdict.interval),
        "passed": verdict.passed,
        "held": verdict.held,
        "why": verdict.why,
    }
