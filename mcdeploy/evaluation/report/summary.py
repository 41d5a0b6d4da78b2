"""The evaluation in a few plain sentences, and what they are made of."""

import math
from collections.abc import Sequence

from mcdeploy.domain import Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import rule, wording
from mcdeploy.evaluation.report.known import of_rows
from mcdeploy.evaluation.result import Decision, Evaluation, Key


def verdict(verdicts: Sequence[Verdict], waiver: str = "") -> str:
    """What the gates came to, in a few words."""
    failed = sum(not each.passed for each in verdicts)
    apart = sum(not each.held for each in verdicts)
    if not verdicts:
        return "No gates"
    if failed:
        held = "Released in spite of its gates" if waiver else "Held back"
        return f"{held}: {failed} of {wording.count(len(verdicts), 'gate')} failed"
    if apart:
        kept = len(verdicts) - apart
        return f"Passed {kept} of {wording.count(len(verdicts), 'gate')}, {apart} not held here"
    return "Passed its gate" if len(verdicts) == 1 else f"Passed all {len(verdicts)} gates"


def sentences(evaluation: Evaluation, model: Model) -> tuple[str, ...]:
    """What the rule is where mistakes cost; how often the model is right, which class it knows
    least, what it mixes up."""
    right, decision = rule.right(evaluation.confusion), rule.apart(evaluation)
    told = _ruled(evaluation, decision, model) if decision else [_named(evaluation, model)]
    if right < evaluation.rows and (known := weakest(evaluation)):
        f1, label = known[0]
        told.append(f"It is weakest on {wording.quoted(label)}, with an F1 of {f1:.3f}.")
    worst = mistakes(evaluation)[:1]
    told += [
        f"Its most frequent mistake is to take {wording.quoted(true)} for {wording.quoted(said)} "
        f"({wording.count(times, 'row')})."
        for times, true, said in worst
    ]
    return tuple(told) if worst else (*told, "It made no mistake on them.")


def _named(evaluation: Evaluation, model: Model) -> str:
    right = rule.right(evaluation.confusion)
    return (
        f"The model named the class of {right:,} out of {wording.count(evaluation.rows, 'row')} "
        f"{of_rows(model)} ({_percent(right, evaluation)} %), choosing from "
        f"{len(evaluation.classes):,} classes."
    )


def _ruled(evaluation: Evaluation, decision: Decision, model: Model) -> list[str]:
    """By the rule, and by the most probable class, of which all sentences after it are."""
    ours, plain = rule.right(decision.confusion), rule.right(evaluation.confusion)
    dear = evaluation.estimates.get(Key("expected_cost"))
    cost = f", and a row costs {wording.number(dear.value)} on average" if dear else ""
    return [
        f"Mistakes do not cost the same here, so the rule is to {rule.told(decision)}: that is "
        f"right for {ours:,} out of {wording.count(evaluation.rows, 'row')} {of_rows(model)} "
        f"({_percent(ours, evaluation)} %){cost}.",
        f"To name the most probable class instead is right for {plain:,} of them "
        f"({_percent(plain, evaluation)} %), and most numbers below are of that.",
    ]


def _percent(right: int, evaluation: Evaluation) -> str:
    """100 is for no mistake at all."""
    return f"{math.floor(1000 * right / evaluation.rows) / 10:g}"


def weakest(evaluation: Evaluation) -> list[tuple[float, str]]:
    """The F1 and the name of each class that has one, the weakest first."""
    return sorted(
        (f1, label)
        for label in evaluation.labels
        if (f1 := evaluation.of("f1", label).value) is not None
    )


def mistakes(evaluation: Evaluation) -> list[tuple[int, str, str]]:
    """Each pair of classes that was mixed up: rows, true class, predicted class; most first."""
    labels = evaluation.labels
    pairs = [
        (times, labels[i], labels[j])
        for i, row in enumerate(evaluation.confusion)
        for j, times in enumerate(row)
        if times and i != j
    ]
    return sorted(pairs, key=lambda pair: -pair[0])
