"""`report.json`: every number is in there, under its schema, and nothing that JSON has no word
for."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from mcdeploy.domain import Gate, Model
from mcdeploy.evaluation import Evaluation, Verdict
from mcdeploy.evaluation.report import document
from mcdeploy.evaluation.result import Estimate, Interval, Key
from tests.evaluation.whole import MODEL, TRAP, VERDICTS, WHOLE, evaluations
from tests.golden_files import Golden

SCHEMA = document.schema()
VALID = Draft202012Validator(SCHEMA)


def rendered(evaluation: Evaluation = WHOLE) -> Any:
    return json.loads(document.render(evaluation, VERDICTS, MODEL, "demo", "a reason"))


def estimated(content: Any) -> dict[Key, Estimate]:
    """The table of estimates as the document tells it."""
    found = _scope(content, None, None)
    for column in content["fairness"]:
        found |= _scope(column, column["column"], None)
        for group in column["groups"]:
            found |= _scope(group, column["column"], group["name"])
    return found


def _scope(content: Any, column: str | None, group: str | None) -> dict[Key, Estimate]:
    metrics = [
        (None, content["metrics"]),
        *((c["label"], c["metrics"]) for c in content["classes"]),
    ]
    return {
        Key(name, label, column, group): _estimate(one)
        for label, named in metrics
        for name, one in named.items()
    }


def _estimate(one: Any) -> Estimate:
    low, high, error = one["low"], one["high"], one["error"]
    return Estimate(one["value"], None if low is None else Interval(low, high, error), one["why"])


def objects(schema: Any) -> list[Any]:
    """Every schema of an object in a schema."""
    below = [each for part in (schema.values() if isinstance(schema, dict) else schema)
             if isinstance(part, dict | list) for each in objects(part)]  # fmt: skip
    return [schema, *below] if isinstance(schema, dict) and "properties" in schema else below


def test_the_document_is_as_it_was_published(golden: Golden) -> None:
    golden("report.json", document.render(WHOLE, VERDICTS, MODEL, "demo", "a reason").decode())


def test_it_is_valid_and_the_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert [error.message for error in VALID.iter_errors(rendered())] == []


def test_what_is_evaluated_here_is_valid(evaluation: Evaluation) -> None:
    assert [error.message for error in VALID.iter_errors(rendered(evaluation))] == []


@given(evaluations())
def test_every_estimate_is_told_and_reads_back_as_it_was(evaluation: Evaluation) -> None:
    content = rendered(evaluation)
    assert estimated(content) == dict(evaluation.estimates)
    assert [error.message for error in VALID.iter_errors(content)] == []


def test_everything_else_is_told() -> None:
    content = rendered()
    assert content["confusion"]["raw"] == [[2, 0, 1], [0, 1, 0], [0, 0, 0]]
    assert content["confusion"]["normalised"] == [[2 / 3, 0, 1 / 3], [0, 1, 0], [None] * 3]
    roc, never = content["curves"]["roc"]
    assert roc["thresholds"] == [None, 0.5, 0.25]
    assert (never["roc_auc"], never["why"]) == (None, "no row is of this class")
    assert content["decision"]["curve"]["validation"] == [None, 0.5]
    assert content["comparisons"][0]["metrics"][0]["difference"] == 0.25
    assert [gate["passed"] for gate in content["gates"]] == [True, False]
    assert content["gates"][1]["class"] == content["story"]["why"] == TRAP
    assert content["waiver"] == "a reason"
    assert content["criteria"]["costs"] == {"ham": {TRAP: 2.5}}


def test_a_gate_with_nothing_to_be_held_against_says_so() -> None:
    unheld = Verdict(Gate("f1_macro", not_worse_than="current"), None, True, "nothing is live yet")
    content = json.loads(document.render(WHOLE, (*VERDICTS, unheld), MODEL, "demo"))
    assert [gate["held"] for gate in content["gates"]] == [True, True, False]
    assert [gate["passed"] for gate in content["gates"]] == [True, False, True]
    assert [error.message for error in VALID.iter_errors(content)] == []


def test_what_nobody_asked_for_is_empty(evaluation: Evaluation) -> None:
    content = json.loads(document.render(evaluation, (), Model({}, {}), "demo"))
    assert (content["decision"], content["fairness"], content["waiver"]) == (None, [], "")
    assert [error.message for error in VALID.iter_errors(content)] == []


def test_a_number_that_is_none_is_refused() -> None:
    broken = Model({}, {}, story={"mean": float("nan")})
    with pytest.raises(ValueError, match="not JSON compliant"):
        document.render(WHOLE, (), broken, "demo")


def test_a_curve_or_a_row_takes_one_line() -> None:
    text = document.render(WHOLE, VERDICTS, MODEL, "demo").decode()
    assert '\n      "accuracy": {"error"' not in text
    assert '\n    "accuracy": {"error": 0.05, "high": 0.8125,' in text
    assert "\n      [2, 0, 1],\n" in text
    assert "[0.0, 0.5, 1.0]," in text


def test_every_key_is_described() -> None:
    for schema in objects(SCHEMA):
        for name, one in schema["properties"].items():
            told = one if "$ref" not in one else {**_referred(one), **one}
            assert told.get("description", "").endswith("."), name


@pytest.mark.parametrize("path", [(), ("criteria",), ("metrics", "accuracy"), ("decision",),
                                  ("classes", 0), ("gates", 1), ("fairness", 0, "groups", 0),
                                  ("curves", "roc", 0), ("calibration", 0, "bins", 0)])  # fmt: skip
def test_a_key_that_nobody_knows_is_refused(path: tuple[str | int, ...]) -> None:
    content = copy.deepcopy(rendered())
    within = content
    for step in path:
        within = within[step]
    assert VALID.is_valid(content)
    within["unheard_of"] = 1
    assert not VALID.is_valid(content)


def _referred(one: Any) -> Any:
    definitions: Any = SCHEMA["$defs"]
    return definitions[one["$ref"].removeprefix("#/$defs/")]
