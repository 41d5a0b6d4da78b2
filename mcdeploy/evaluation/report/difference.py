"""What changed from one report to another."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from mcdeploy.domain import Gate
from mcdeploy.evaluation.report.change import Change, changes
from mcdeploy.evaluation.report.reading import Reported
from mcdeploy.evaluation.result import Comparison

K = TypeVar("K")
V = TypeVar("V")

PAIRED = "Both answered the same rows, so the differences are paired, row by row."
INDEPENDENT = (
    "The intervals of the differences are those of independent samples ({}): they would be"
    " narrower, were both held against each other on the same rows."
)


@dataclass(frozen=True, slots=True)
class Difference:
    """`how` says in a sentence how the differences were measured; `paired`, whether on the same
    rows; `confidence` is that of their intervals. `rows` are before and after; classes are `added`
    and `removed`. `lineage`, and `passed` of each gate, hold what is not the same in both, before
    and after; None is for what was not there."""

    rows: tuple[int, int]
    same_rows: bool
    paired: bool
    how: str
    confidence: float
    changes: tuple[Change, ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    lineage: Mapping[str, tuple[str | None, str | None]]
    passed: Mapping[Gate, tuple[bool | None, bool | None]]


def same_rows(before: Reported, after: Reported) -> bool:
    """Whether both are known to be about the same rows."""
    return bool(before.rows_sha256) and before.rows_sha256 == after.rows_sha256


def difference(before: Reported, after: Reported, compared: Comparison | str) -> Difference:
    """`compared` is `after` beside `before` on the same rows, or why that cannot be. Pure."""
    comparison = None if isinstance(compared, str) else compared
    old, new = ([one.label for one in each.classes] for each in (before, after))
    return Difference(
        rows=(before.rows, after.rows),
        same_rows=same_rows(before, after),
        paired=comparison is not None,
        how=INDEPENDENT.format(compared) if isinstance(compared, str) else PAIRED,
        confidence=after.criteria.confidence,
        changes=changes(before, after, comparison),
        added=tuple(label for label in new if label not in old),
        removed=tuple(label for label in old if label not in new),
        lineage=_changed(before.lineage, after.lineage),
        passed=_changed(before.passed, after.passed),
    )


def _changed(before: Mapping[K, V], after: Mapping[K, V]) -> dict[K, tuple[V | None, V | None]]:
    keys = dict.fromkeys((*before, *after))
    pairs = {key: (before.get(key), after.get(key)) for key in keys}
    return {key: (old, new) for key, (old, new) in pairs.items() if old != new}
