"""`report.json` read back, as far as two evaluations are compared by it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mcdeploy.domain import Criteria, Gate
from mcdeploy.errors import IntegrityError, UsageError
from mcdeploy.evaluation.report.document import SCHEMA
from mcdeploy.evaluation.result import Class, Estimate, Estimates, Interval, Key

FIRST = "mcdeploy/report/v1"
UNREADABLE = (KeyError, TypeError, ValueError, AttributeError, OverflowError, RecursionError)


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says: `columns` are those by whose groups the model was judged, and `passed`
    tells of each gate whether it was kept."""

    rows: int
    rows_sha256: str
    criteria: Criteria
    classes: tuple[Class, ...]
    columns: tuple[str, ...]
    estimates: Estimates
    passed: Mapping[Gate, bool]
    lineage: Mapping[str, str]


def parse(document: bytes, who: str) -> Reported:
    """Raises `UsageError` for a report of the first version, which holds too little, and
    `IntegrityError` for what is no report that this version can read."""
    try:
        content = json.loads(document)
        schema = content["schema"]
        if schema == SCHEMA:
            return _reported(content)
    except UNREADABLE as error:
        what = f"its report cannot be read: {type(error).__name__}: {str(error)[:100]}"
        raise IntegrityError(
            who, what, remedy="use the version of mcdeploy that wrote it"
        ) from None
    if schema == FIRST:
        raise UsageError(
            who,
            f"its report is of {FIRST}, which holds no intervals",
            remedy="apply the manifest that made it once more, with this version of mcdeploy:"
            " that makes a release of the same model with a report of today",
        )
    raise IntegrityError(
        who,
        f"its report is of schema {str(schema)[:64]!r}, this version reads {SCHEMA}",
        remedy="use the version of mcdeploy that wrote it",
    )


def _reported(content: Any) -> Reported:
    return Reported(
        rows=int(content["rows"]),
        rows_sha256=str(content["rows_sha256"]),
        criteria=_criteria(content["criteria"]),
        classes=tuple(
            Class(str(one["label"]), int(one["support"]), int(one["predicted"]))
            for one in content["classes"]
        ),
        columns=tuple(str(one["column"]) for one in content["fairness"]),
        estimates=_estimates(content),
        passed={_gate(one): bool(one["passed"]) for one in content["gates"]},
        lineage={str(key): str(value) for key, value in content["lineage"].items()},
    )


def _criteria(content: Any) -> Criteria:
    return Criteria(
        positive=content["positive"],
        costs=content["costs"],
        resamples=int(content["resamples"]),
        confidence=float(content["confidence"]),
        seed=int(content["seed"]),
    )


def _estimates(content: Any) -> dict[Key, Estimate]:
    found = _scope(content, None, None)
    for column in content["fairness"]:
        found |= _scope(column, column["column"], None)
        for group in column["groups"]:
            found |= _scope(group, column["column"], group["name"])
    return found


def _scope(content: Any, column: str | None, group: str | None) -> dict[Key, Estimate]:
    """The metrics of all classes together, and of each, within one group, one column, or all."""
    every = [(None, content["metrics"]), *((c["label"], c["metrics"]) for c in content["classes"])]
    return {
        Key(name, label, column, group): _estimate(one)
        for label, metrics in every
        for name, one in metrics.items()
    }


def _estimate(one: Any) -> Estimate:
    ends = (one["low"], one["high"], one["error"])
    interval = None if None in ends else Interval(*map(float, ends))
    value = one["value"]
    return Estimate(None if value is None else float(value), interval, str(one["why"]))


def _gate(one: Any) -> Gate:
    return Gate(
        metric=str(one["metric"]),
        min=one["min"],
        max=one["max"],
        label=one["class"],
        column=one["column"],
        confidence=one["confidence"],
        not_worse_than=one["not_worse_than"],
        by=float(one["by"]),
    )
