"""The report of an evaluation: one document for programs, one page for people."""

from collections.abc import Mapping, Sequence

from mcdeploy.domain import Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report import document, page
from mcdeploy.evaluation.result import Evaluation

__all__ = ["render"]


def render(
    evaluation: Evaluation,
    verdicts: Sequence[Verdict],
    story: Mapping[str, object],
    lineage: Mapping[str, str],
    name: str,
) -> Mapping[str, bytes]:
    """`report.json` (schema `mcdeploy/report/v2`) and `report.html`, which stands alone: no
    network, no script. The same arguments give the same bytes.

    `story` is JSON-able and of any form: mappings become lists of terms, lists of mappings
    become tables. Whatever text comes in is shown as text, never read as HTML.
    """
    return {
        "report.json": document.render(evaluation, verdicts, Model({}, lineage, story), name),
        "report.html": page.render(evaluation, verdicts, Model({}, lineage, story), name),
    }
