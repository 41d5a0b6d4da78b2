"""Why a rule was chosen, in a sentence or two."""

from mcdeploy.evaluation.decision.choice import Choice
from mcdeploy.evaluation.decision.rules import MostProbable
from mcdeploy.evaluation.decision.thresholds import Stakes


def why(choice: Choice, rows: int, stakes: Stakes | None) -> str:
    """`rows` are the validation rows; there are stakes when there are two classes."""
    return _chosen(choice, rows) if rows else _by_costs(choice, stakes)


def _chosen(choice: Choice, rows: int) -> str:
    plain = MostProbable()
    cost = choice.considered[choice.rule.name]
    begins = f"On {rows:,} validation rows a row costs {cost:.4g} on average where"
    if choice.rule.name == plain.name:
        return f"{begins} {plain.told}; no other rule that was considered costs less."
    beside = choice.considered[plain.name]
    return f"{begins} {choice.rule.told}, and {beside:.4g} where {plain.told}."


def _by_costs(choice: Choice, stakes: Stakes | None) -> str:
    begins = "There are no validation rows to choose on, so the rule follows from the costs alone"
    if stakes is None:
        return f"{begins}: {choice.rule.told}, by the model's probabilities."
    return (
        f"{begins}: {choice.rule.told}. To take {stakes.other!r} for {stakes.positive!r} costs "
        f"{stakes.alarm:.4g} more than the right answer, to take {stakes.positive!r} for "
        f"{stakes.other!r} {stakes.miss:.4g} more."
    )
