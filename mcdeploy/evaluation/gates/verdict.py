"""What becomes of a gate."""

from dataclasses import dataclass

from mcdeploy.domain import Gate
from mcdeploy.evaluation.result import Interval


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gate, and `why`.

    `value` is what was held against the bound: the metric, or its difference to that of another
    model, ours less theirs; None when it is undefined or nothing was held. `interval` is around
    it, of the confidence that the gate asks for; None for a gate that asks for none.
    """

    gate: Gate
    value: float | None
    passed: bool
    why: str
    interval: Interval | None = None

    @property
    def held(self) -> bool:
        """Whether anything was held against the bound; False for a gate that passed because there
        was nothing to compare with."""
        return self.value is not None or not self.passed


@dataclass(frozen=True, slots=True)
class Incomparable:
    """There is another model to compare with, but it cannot be compared, and why."""

    why: str
