"""The report's document: every number for programs."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from mcdeploy.domain import OVERALL_METRICS, Gate
from mcdeploy.evaluation import Evaluation, check
from mcdeploy.evaluation.report import render

GOLDEN = Path(__file__).with_name("report.json")
GATES = (Gate("accuracy", min=0.5), Gate("recall", min=0.9, label="ham"))


@pytest.fixture
def rendered(evaluation: Evaluation, hostile: str) -> Mapping[str, bytes]:
    story = {
        "data": {"name": hostile, "rows": 30, "classes": [{"label": hostile, "rows": 12}]},
        "choice": {"why": f"Because of {hostile}.", "C": 0.1, "kept": True, "left": []},
    }
    lineage = {"data": hostile, "seed": "7"}
    return render(evaluation, check(evaluation, GATES), story, lineage, f"letters {hostile}")


def test_the_document_is_the_golden_one(evaluation: Evaluation, hostile: str) -> None:
    """The log loss is given: its last bit is the processor's logarithm's."""
    fixed = replace(evaluation, metrics={**evaluation.metrics, "log_loss": 0.625})
    story = {"data": {"name": hostile, "rows": 30}, "choice": {"why": "Só.", "C": 0.1}}
    document = render(fixed, check(fixed, GATES), story, {"seed": "7"}, "letters")["report.json"]
    assert document.decode() == GOLDEN.read_text(encoding="utf-8")


def test_the_document_has_every_metric_and_null_with_a_reason(
    rendered: Mapping[str, bytes], evaluation: Evaluation
) -> None:
    document = json.loads(rendered["report.json"])
    assert document["schema"] == "mcdeploy/report/v1"
    assert document["metrics"] == evaluation.metrics
    assert set(document["metrics"]) == set(OVERALL_METRICS)
    assert document["metrics"]["precision_macro"] is None
    assert document["undefined"]["precision_macro"]
    assert document["confusion"] == [list(row) for row in evaluation.confusion]
    assert [gate["passed"] for gate in document["gates"]] == [True, False]


def test_the_same_arguments_give_the_same_bytes(evaluation: Evaluation) -> None:
    verdicts = check(evaluation, GATES)
    assert render(evaluation, verdicts, {}, {}, "x") == render(evaluation, verdicts, {}, {}, "x")
