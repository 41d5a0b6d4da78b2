"""A bound, what keeps it, and how people read it."""

from dataclasses import dataclass

from mcdeploy.domain import SMALLER_IS_BETTER, Gate
from mcdeploy.evaluation.result import Interval

ROUNDING = 1e-12
"""How far floating point may put a difference from its limit: 0.85 less 0.9 is below -0.05."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that is accepted, to within `slack`."""

    least: float | None
    most: float | None
    slack: float = 0.0

    def kept(self, value: float, interval: Interval | None) -> bool:
        """Whether the value, or of an interval the worse end, is within. A NaN never is."""
        low, high = (value, value) if interval is None else (interval.low, interval.high)
        return (self.least is None or low >= self.least - self.slack) and (
            self.most is None or high <= self.most + self.slack
        )

    def told(self, value: float, interval: Interval | None) -> str:
        """`0.912, must be at least 0.9`, or with an interval
        `0.912 (0.871 to 0.944), the lower end must be at least 0.9`."""
        least, most = self._limits()
        if interval is None:
            return f"{self._number(value)}, must be {' and '.join(filter(None, (least, most)))}"
        ends = f"{self._number(interval.low)} to {self._number(interval.high)}"
        lower = f"the lower end must be {least}" if least else ""
        upper = f"the upper end must be {most}" if most else ""
        return f"{self._number(value)} ({ends}), {' and '.join(filter(None, (lower, upper)))}"

    def __str__(self) -> str:
        return " and ".join(filter(None, self._limits()))

    def _limits(self) -> tuple[str, str]:
        return (
            "" if self.least is None else f"at least {self.least:g}",
            "" if self.most is None else f"at most {self.most:g}",
        )

    def _number(self, value: float) -> str:
        """Six digits; all of them where six would make the value look like the bound."""
        short = f"{value:.6g}"
        alike = float(short) in (self.least, self.most) and abs(value - float(short)) > self.slack
        return repr(value) if alike else short


def bounds(gate: Gate) -> Bounds:
    """Of the metric; of a gate that compares, of the difference: ours less theirs."""
    if gate.not_worse_than is None:
        return Bounds(gate.min, gate.max)
    if gate.metric in SMALLER_IS_BETTER:
        return Bounds(None, gate.by, ROUNDING)
    return Bounds(0.0 - gate.by, None, ROUNDING)  # never -0.0: as if something were allowed
