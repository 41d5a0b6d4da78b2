"""The table of what was measured, as a document shows it: metrics by name, class by class."""

from collections import defaultdict

from mcdeploy.evaluation.result import Estimate, Estimates, Interval, Key

Scope = tuple[str | None, str | None, str | None]
"""Of which class, between the groups of which column, within which group."""


class Estimated:
    """The estimates, in the order in which they were given, sorted into scopes once."""

    def __init__(self, estimates: Estimates) -> None:
        self._scopes: dict[Scope, dict[str, object]] = defaultdict(dict)
        for (metric, *scope), one in estimates.items():
            label, column, group = scope
            self._scopes[label, column, group][metric] = estimate(one)

    def metrics(
        self, label: str | None = None, column: str | None = None, group: str | None = None
    ) -> dict[str, object]:
        """The metrics of one scope by name."""
        return self._scopes.get((label, column, group), {})

    def of(self, column: str, group: str | None = None) -> dict[str, object]:
        """Those of a column or a group: of all classes together, and of each that has its own."""
        labels = [one[0] for one in self._scopes if one[1:] == (column, group)]
        return {
            "metrics": self.metrics(None, column, group),
            "classes": [
                {"label": label, "metrics": self.metrics(label, column, group)}
                for label in labels
                if label is not None
            ],
        }


def estimate(one: Estimate) -> dict[str, object]:
    return {"value": one.value, **interval(one.interval), "why": one.why}


def interval(one: Interval | None) -> dict[str, object]:
    if one is None:
        return {"low": None, "high": None, "error": None}
    return {"low": one.low, "high": one.high, "error": one.error}


def key(key: Key) -> dict[str, object]:
    return {"metric": key.metric, "class": key.label, "column": key.column, "group": key.group}
