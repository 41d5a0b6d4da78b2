"""`mcdeploy/report-diff/v1`: what changed from one release's evaluation to another's."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdeploy.domain import Gate
    from mcdeploy.evaluation.report.change import Change
    from mcdeploy.operations.report_diff import ReportDiff

SCHEMA = "mcdeploy/report-diff/v1"


def document(diff: "ReportDiff") -> dict[str, object]:
    found = diff.difference
    like = not (found.added or found.removed)
    return {
        "schema": SCHEMA,
        "deployment": diff.deployment,
        "before": diff.before,
        "after": diff.after,
        "rows": _both(found.rows),
        "same_rows": found.same_rows,
        "paired": found.paired,
        "how": found.how,
        "confidence": found.confidence,
        "metrics": [_change(change, like) for change in found.changes],
        "classes": {"added": list(found.added), "removed": list(found.removed)},
        "lineage": {key: _both(values) for key, values in found.lineage.items()},
        "gates": [{**_gate(gate), **_both(passed)} for gate, passed in found.passed.items()],
        "waiver": _both(diff.waivers),
        "dark": dict(diff.dark),
    }


def _change(change: "Change", like: bool) -> dict[str, object]:
    """`like`: of the same classes before and after, else neither is the better one."""
    from mcdeploy.evaluation.report.document.estimates import estimate, key

    return {
        **key(change.metric),
        "before": estimate(change.before),
        "after": estimate(change.after),
        "difference": estimate(change.difference),
        "paired": change.paired,
        "better": change.better if like else None,
    }


def _gate(gate: "Gate") -> dict[str, object]:
    from mcdeploy.evaluation.gates import asked

    return {"metric": gate.metric, "class": gate.label, "column": gate.column, "gate": asked(gate)}


def _both(values: tuple[object, object]) -> dict[str, object]:
    before, after = values
    return {"before": before, "after": after}
