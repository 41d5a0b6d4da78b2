"""The report as a whole: its documents, and that the same is told in each."""

import json
from collections.abc import Mapping
from xml.etree import ElementTree

import pytest
from huggingface_hub import ModelCard
from jsonschema import Draft202012Validator

from mcdeploy.domain import CLASS_METRICS, OVERALL_METRICS, Gate, Model
from mcdeploy.evaluation import Evaluation, check
from mcdeploy.evaluation.report import document, render

GATES = (Gate("accuracy", min=0.5), Gate("recall", min=0.9, label="ham"))


def rendered(evaluation: Evaluation, text: str) -> Mapping[str, bytes]:
    """With this text wherever text comes from elsewhere."""
    story = {
        "data": {"name": text, "rows": 30, "classes": [{"label": text, "rows": 12}]},
        "choice": {"why": f"Because of {text}.", "C": 0.1, "kept": True, "left": []},
    }
    model = Model({}, {"data": text, "seed": "7"}, story)
    return render(evaluation, check(evaluation, GATES), model, f"letters {text}", text)


@pytest.fixture
def documents(evaluation: Evaluation, hostile: str) -> Mapping[str, bytes]:
    return rendered(evaluation, hostile)


def test_there_is_a_document_for_each_reader(documents: Mapping[str, bytes]) -> None:
    assert sorted(documents) == ["README.md", "gates.xml", "report.html", "report.json"]
    content = json.loads(documents["report.json"])
    assert Draft202012Validator(document.schema()).is_valid(content)
    assert len(list(ElementTree.fromstring(documents["gates.xml"]).iter("testcase"))) == 2  # noqa: S314
    assert ModelCard(documents["README.md"].decode()).data["eval_results"]
    assert documents["report.html"].startswith(b"<!doctype html>")


def test_every_metric_that_has_a_name_is_in_the_document(documents: Mapping[str, bytes]) -> None:
    content = json.loads(documents["report.json"])
    assert set(content["metrics"]) == set(OVERALL_METRICS)
    assert all(set(one["metrics"]) == set(CLASS_METRICS) for one in content["classes"])
    assert content["metrics"]["precision_macro"]["value"] is None
    assert "undefined" in content["metrics"]["precision_macro"]["why"]


def test_every_document_says_that_a_gate_failed(documents: Mapping[str, bytes]) -> None:
    content = json.loads(documents["report.json"])
    assert [gate["passed"] for gate in content["gates"]] == [True, False]
    root = ElementTree.fromstring(documents["gates.xml"])  # noqa: S314
    assert len(list(root.iter("failure"))) == 1
    assert b"| failed |" in documents["README.md"]
    assert b"failed" in documents["report.html"]


def test_the_same_arguments_give_the_same_bytes(evaluation: Evaluation, hostile: str) -> None:
    assert rendered(evaluation, hostile) == rendered(evaluation, hostile)
