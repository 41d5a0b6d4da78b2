"""Names and numbers as people read them."""

import math

from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.result import Evaluation

NAMES = {"f1": "F1", "roc_auc": "ROC AUC", "log_loss": "Log loss"}
MISSING = "\N{EN DASH}"


def metric(name: str) -> str:
    """`f1_macro` as `F1, macro`."""
    stem, _, mean = name.rpartition("_")
    if mean in ("micro", "macro", "weighted"):
        return f"{metric(stem)}, {mean}"
    return NAMES.get(name, name.replace("_", " ").capitalize())


def number(value: float | None, digits: int = 4) -> str:
    return MISSING if value is None else f"{value:.{digits}f}"


def count(amount: int, noun: str) -> str:
    """`1 row`, `2 rows`, `1,797 rows`."""
    return f"{amount:,} {noun}" + ("" if amount == 1 else "s")


def shortened(label: str, limit: int = 14) -> str:
    return label if len(label) <= limit else label[: limit - 1] + "…"


def verdict(verdicts: tuple[Verdict, ...]) -> str:
    """What the gates came to, in a few words."""
    failed = sum(not each.passed for each in verdicts)
    if not verdicts:
        return "No gates"
    if failed:
        return f"Held back: {failed} of {count(len(verdicts), 'gate')} failed"
    return "Passed its gate" if len(verdicts) == 1 else f"Passed all {len(verdicts)} gates"


def summary(evaluation: Evaluation) -> tuple[str, ...]:
    """Plain sentences: how often it is right, which class it knows least, what it mixes up."""
    right = sum(evaluation.confusion[i][i] for i in range(len(evaluation.confusion)))
    share = math.floor(1000 * right / evaluation.rows) / 10  # 100 % is for no mistake at all
    sentences = [
        f"The model named the class of {right:,} out of {count(evaluation.rows, 'row')} "
        f"that it had not seen ({share:g} %), choosing from {len(evaluation.classes)} classes."
    ]
    known = [
        (f1, label)
        for label in evaluation.labels
        if (f1 := evaluation.of("f1", label).value) is not None
    ]
    if right < evaluation.rows and known:
        f1, label = min(known)
        sentences.append(f"It is weakest on “{label}”, with an F1 of {f1:.3f}.")
    worst = mistakes(evaluation)[:1]
    sentences += [
        f"Its most frequent mistake is to take “{true}” for “{said}” ({count(times, 'row')})."
        for times, true, said in worst
    ]
    return tuple(sentences) if worst else (*sentences, "It made no mistake on them.")


def mistakes(evaluation: Evaluation) -> list[tuple[int, str, str]]:
    """Each pair of classes that was mixed up: rows, true class, predicted class; most first."""
    labels = [each.label for each in evaluation.classes]
    pairs = [
        (times, labels[i], labels[j])
        for i, row in enumerate(evaluation.confusion)
        for j, times in enumerate(row)
        if times and i != j
    ]
    return sorted(pairs, key=lambda pair: -pair[0])
