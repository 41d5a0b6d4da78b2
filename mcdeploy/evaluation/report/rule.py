"""The rule to decide by where mistakes cost, beside naming the most probable class.

But for the expected cost, what is measured is of the most probable class, whatever the rule is.
"""

from collections.abc import Mapping, Sequence

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.result import Decision, Evaluation, Key

PLAIN = "most probable"
NAMED = ("accuracy", "balanced_accuracy", "mcc", "precision", "recall", "f1")
"""Metrics that ask which class was named, by how they begin."""

Confusion = Sequence[Sequence[int]]


def apart(evaluation: Evaluation) -> Decision | None:
    """The decision, where its rule is another than to name the most probable class."""
    decision = evaluation.decision
    return None if decision is None or decision.rule == PLAIN else decision


def told(decision: Decision) -> str:
    """What to do: `say “fraud” from a probability of 0.1732 on`."""
    if decision.threshold is not None and decision.positive is not None:
        positive = wording.quoted(decision.positive)
        return f"say {positive} from a probability of {decision.threshold:.4g} on"
    if decision.rule.startswith("always "):
        return f"say {wording.quoted(decision.rule.removeprefix('always '))} of every row"
    return {
        "least expected cost": "name the class whose expected cost is least",
        PLAIN: "name the most probable class",
    }.get(decision.rule, decision.rule)


def note(evaluation: Evaluation) -> str:
    """Which of the two the numbers of a section are of; nothing where there are no two."""
    if apart(evaluation) is None:
        return ""
    return (
        " Where a class is named, it is the most probable one; what the rule gives stands under "
        "“Costs and decision”."
    )


def naming(evaluation: Evaluation, key: Key) -> str:
    """The same of one metric, in a word or two."""
    if apart(evaluation) is None:
        return ""
    if key.metric == "expected_cost":
        return "by the rule"
    return "most probable class" if key.metric.startswith(NAMED) else ""


def right(confusion: Confusion) -> int:
    """Rows on the diagonal."""
    return sum(row[i] for i, row in enumerate(confusion))


def shares(labels: Sequence[str], confusion: Confusion) -> Mapping[Key, float | None]:
    """Accuracy, and of each class precision and recall; None where nothing is to be divided by."""
    found = {Key("accuracy"): _share(right(confusion), sum(map(sum, confusion)))}
    for i, label in enumerate(labels):
        found[Key("precision", label)] = _share(confusion[i][i], sum(row[i] for row in confusion))
        found[Key("recall", label)] = _share(confusion[i][i], sum(confusion[i]))
    return found


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
