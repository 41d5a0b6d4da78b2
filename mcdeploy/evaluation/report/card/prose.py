"""What is known of the model, in sentences; what is not known is said to be unknown."""

from mcdeploy.domain import Model
from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.card.markdown import escaped, plain, section, table
from mcdeploy.evaluation.report.known import UNKNOWN, bundled
from mcdeploy.evaluation.report.known import data as source
from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.predictions import LARGEST, travel
from mcdeploy.evaluation.result import Evaluation, Key

FEW = 30
"""Rows of a class below which its numbers say little."""


def introduction(evaluation: Evaluation, model: Model) -> str:
    labels = wording.listed([f"“{escaped(label)}”" for label in evaluation.labels], 20)
    count = wording.count(len(evaluation.classes), "class", "classes")
    return f"A classifier that tells {count} apart: {labels}. {_made(model)}"


def _made(model: Model) -> str:
    if not bundled(model):
        return "How it was made is not known here: what it said was given."
    known = {key: escaped(value) for key, value in model.lineage.items()}
    return (
        f"It is a logistic regression ({known['strategy']}, C = {known.get('C', UNKNOWN)}) that"
        f" mcdeploy fitted to {escaped(source(model))} with scikit-learn {known['scikit-learn']}."
    )


def use(evaluation: Evaluation) -> str:
    limits = [
        "It answers with one of these classes, whatever it is asked.",
        f"It was evaluated on {wording.count(evaluation.rows, 'row')} like those of its data;"
        " what it is worth on others is not known.",
        *_few(evaluation),
        *_undefined(evaluation),
        *_small(evaluation),
    ]
    return section(
        "Intended use and limits",
        "What it is meant for was not stated, nor what it must not be used for: whoever publishes"
        " it knows, and says it here.",
        "\n".join(f"- {limit}" for limit in limits),
    )


def _few(evaluation: Evaluation) -> list[str]:
    few = [f"“{escaped(one.label)}”" for one in evaluation.classes if one.support < FEW]
    named = wording.listed(few)
    return [f"Fewer than {FEW} of the rows are of {named}: its numbers there say little."] * bool(
        few
    )


def _undefined(evaluation: Evaluation) -> list[str]:
    missing = [
        escaped(wording.measured(key))
        for key, one in evaluation.estimates.items()
        if one.value is None and key == Key(key.metric)
    ]
    return [f"Undefined on these rows: {wording.listed(missing)}."] if missing else []


def _small(evaluation: Evaluation) -> list[str]:
    small = [
        f"“{escaped(group.name)}” ({escaped(one.column)})"
        for one in evaluation.fairness
        for group in one.groups
        if group.small
    ]
    return [f"Groups that are too small to judge by: {wording.listed(small)}."] if small else []


def data(model: Model) -> str:
    told = model.story.get("data")
    known = told if isinstance(told, dict) else {}
    rows = [
        (escaped(terms.named(key)), escaped(str(value)))
        for key, value in known.items()
        if isinstance(value, str | int | float) and key != "why"
    ]
    return section(
        "Data",
        escaped(str(known["why"])) if "why" in known else "",
        table(("What", "Value"), rows, words=2) if rows else "",
    )


def again(model: Model) -> str:
    command = model.lineage.get("command", "")
    rows = [
        (escaped(key), escaped(value))
        for key, value in sorted(model.lineage.items())
        if key != "command"
    ]
    return section(
        "How to reproduce it",
        f"With the same data and the same versions:\n\n    {plain(command)}" if command else "",
        table(("What", "Value"), rows, words=2) if rows else "",
        f"All numbers are in report.json, and for people in report.html. {_said(model)}",
    )


def _said(model: Model) -> str:
    if travel(model.predictions):
        return "What the model said of each row is in predictions.csv."
    return f"What it said of each row is left out: {_why(model)}."


def _why(model: Model) -> str:
    return "it is not at hand" if model.predictions is None else f"above {LARGEST:,} probabilities"
