"""The evaluation in a few plain sentences, and what they are made of."""

import math
from collections.abc import Sequence

from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.result import Evaluation


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


def sentences(evaluation: Evaluation) -> tuple[str, ...]:
    """How often it is right, which class it knows least, what it mixes up."""
    right = sum(evaluation.confusion[i][i] for i in range(len(evaluation.confusion)))
    share = math.floor(1000 * right / evaluation.rows) / 10  # 100 % is for no mistake at all
    told = [
        f"The model named the class of {right:,} out of {wording.count(evaluation.rows, 'row')} "
        f"that it had not seen ({share:g} %), choosing from {len(evaluation.classes):,} classes."
    ]
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
