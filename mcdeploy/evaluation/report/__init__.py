"""The report of an evaluation: for programs, for people, for those who find the model, for CI, and
for whoever wants to count again."""

from collections.abc import Mapping, Sequence

from mcdeploy.domain import UNPROVEN, Certificate, Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import card, document, junit, page, predictions
from mcdeploy.evaluation.result import Evaluation

__all__ = ["render"]


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    model: Model,
    name: str,
    waiver: str = "",
    certificates: Mapping[str, Certificate] = UNPROVEN,
) -> Mapping[str, bytes]:
    """`report.json` (schema `mcdeploy/report/v2`), `report.html`, which stands alone, `README.md`,
    the model card, `gates.xml`, the gates as JUnit, and `predictions.csv`, from which `mcdeploy
    evaluate` finds the same numbers again. `certificates` are by target, where packages were made.
    The same arguments give the same bytes.

    `model.story` is JSON-able and of any form. Whatever text comes in is shown as text, never read
    as HTML, Markdown or XML.
    """
    return {
        "report.json": document.render(evaluation, verdicts, model, name, waiver, certificates),
        "report.html": page.render(evaluation, verdicts, model, name, waiver, certificates),
        "README.md": card.render(evaluation, verdicts, model, name, waiver),
        "gates.xml": junit.render(verdicts, name),
        **predictions.render(model.predictions),
    }
