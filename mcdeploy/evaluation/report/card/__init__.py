"""The model card: `README.md` in the Hugging Face convention, metadata first and then prose."""

from collections.abc import Sequence

from mcdeploy.domain import Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report.card import measured, prose
from mcdeploy.evaluation.report.card.decided import decided
from mcdeploy.evaluation.report.card.markdown import escaped
from mcdeploy.evaluation.report.card.metadata import metadata
from mcdeploy.evaluation.result import Evaluation

__all__ = ["render"]


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    model: Model,
    name: str,
    waiver: str = "",
) -> bytes:
    """Markdown in UTF-8, which `huggingface_hub.ModelCard` reads. Whatever text comes in is shown
    as text, never read as Markdown, HTML or YAML. The same arguments give the same bytes."""
    parts = [
        metadata(evaluation, model, name),
        f"# Model card of {escaped(name)}",
        prose.introduction(evaluation, model),
        prose.use(evaluation),
        decided(evaluation),
        measured.results(evaluation, model),
        measured.classes(evaluation),
        measured.gates(verdicts, waiver),
        prose.data(model),
        measured.fairness(evaluation),
        prose.again(model),
    ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()
