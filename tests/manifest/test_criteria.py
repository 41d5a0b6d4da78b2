"""What is asked of the evaluation: every form of it, and every mistake where it was made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from mcdeploy.domain import Criteria, CsvData, Gate, PredictionsFile, Weights
from mcdeploy.manifest import BundledModel, Manifest, OwnModel
from mcdeploy.manifest.classes import CLASSES
from mcdeploy.manifest.document import Bundled
from mcdeploy.manifest.known import choices

Load = Callable[..., tuple[Manifest, ...]]
Problems = Callable[..., list[str]]

TABLE = "data: {csv: people.csv, label: outcome}"
GATES = """\
evaluation:
  fairness: {columns: [sex]}
  gates:
    - {metric: f1_macro, min: 0.95}
    - {metric: recall, class: fraud, min: 0.90, confidence: 0.95}   # the lower end must pass
    - {metric: f1_macro, not_worse_than: current, by: 0.005}        # on the same rows
    - {metric: demographic_parity_difference, column: sex, max: 0.1}
"""
EVERYTHING = """\
evaluation:
  positive: fraud
  costs: {fraud: {fine: 100}, fine: {fraud: 2.5, 3: 1}}
  fairness: {columns: [sex, age]}
  intervals: {resamples: 500, confidence: 0.9}
  gates: [{metric: expected_cost, max: 0.5}, {metric: accuracy_ratio, column: age, min: 0.8}]
"""


def own(good: str) -> str:
    return good.replace("{bundled: logistic-regression, data: digits}", "{path: weights}")


def table(good: str) -> str:
    return good.replace("data: digits", TABLE)


def test_gates_of_every_kind(loaded: Load, good: str) -> None:
    [manifest] = loaded(table(good) + GATES)
    assert manifest.criteria.gates == (
        Gate("f1_macro", min=0.95),
        Gate("recall", label="fraud", min=0.9, confidence=0.95),
        Gate("f1_macro", not_worse_than="current", by=0.005),
        Gate("demographic_parity_difference", column="sex", max=0.1),
    )


def test_everything_that_may_be_asked(loaded: Load, good: str, folder: Path) -> None:
    [manifest] = loaded(table(good).replace("outcome}", "outcome}, seed: 7") + EVERYTHING)
    assert manifest.criteria == Criteria(
        gates=(
            Gate("expected_cost", max=0.5),
            Gate("accuracy_ratio", column="age", min=0.8),
        ),
        positive="fraud",
        costs={"fraud": {"fine": 100.0}, "fine": {"fraud": 2.5, "3": 1.0}},
        resamples=500,
        confidence=0.9,
        seed=7,
    )
    data = CsvData(folder / "people.csv", "outcome", ("sex", "age"))
    assert manifest.model == BundledModel(data, "auto", 7)


def test_what_a_model_of_your_own_said(loaded: Load, good: str, folder: Path) -> None:
    said = "evaluation: {predictions: {file: said.csv}}"
    [manifest] = loaded(own(good) + said)
    assert manifest.model == OwnModel(
        Weights(folder / "weights"), PredictionsFile(folder / "said.csv", "label", None, ())
    )
    assert manifest.criteria == Criteria()
    [manifest] = loaded(
        own(good) + said.replace("csv}", "csv, label: kind}, positive: a, fairness: {columns: [b]}")
    )
    assert manifest.model == OwnModel(
        Weights(folder / "weights"), PredictionsFile(folder / "said.csv", "kind", "a", ("b",))
    )


@pytest.mark.parametrize(
    ("gate", "problem"),
    [
        ("metric: f1_macro, min: 0, not_worse_than: current", "min or max beside not_worse_than"),
        ("metric: f1_macro, max: 0, not_worse_than: current", "min or max beside not_worse_than"),
        ("metric: expected_cost, not_worse_than: current", "by a rule of its own; give the cost a"),
        ("metric: f1_macro, min: 0, by: 0.1", "by needs not_worse_than beside it"),
        ("metric: f1_macro, by: 0.1", "by needs not_worse_than beside it"),
        ("metric: recall, min: 1", "of one class: name it with class"),
        ("metric: f1_macro, class: a, min: 1", "of all classes together: leave class out"),
        ("metric: expected_cost, class: a, min: 1", "of all classes together: leave class out"),
        ("metric: accuracy_ratio, min: 1", "a metric of fairness needs column"),
        ("metric: f1_macro, column: sex, min: 1", "column is only for metrics of fairness"),
    ],
)
def test_keys_of_a_gate_that_do_not_go_together(
    problems: Problems, good: str, gate: str, problem: str
) -> None:
    evaluation = "evaluation: {costs: {a: {b: 1}}, fairness: {columns: [sex]}, gates: [{%s}]}"
    [found] = problems(table(good) + evaluation % gate)
    assert found.startswith("7:70: evaluation.gates[0]: ")
    assert problem in found


@pytest.mark.parametrize(
    ("gate", "problem"),
    [
        ("not_worse_than: current, by: -0.1", "by: must be greater than or equal to 0"),
        ("not_worse_than: curent", "must be 'current'"),
        ("min: 1, confidence: 1", "confidence: must be less than 1"),
        ("min: 1, confidence: 0", "confidence: must be greater than 0"),
        ("min: 1, confidence: true", "confidence: must be a number, not true"),
        ("min: 1, column: sex", "gates[0].column: is not among the columns of evaluation.fair"),
        ("min: 1, column: sxe", "gates[0].column: is not among the columns of evaluation.fair"),
    ],
)
def test_a_key_of_a_gate(problems: Problems, good: str, gate: str, problem: str) -> None:
    metric = "accuracy_ratio" if "column" in gate else "f1_macro"
    evaluation = (
        f"evaluation: {{fairness: {{columns: [age]}}, gates: [{{metric: {metric}, {gate}}}]}}"
    )
    [found] = problems(table(good) + evaluation)
    assert problem in found


@pytest.mark.parametrize(
    ("evaluation", "problem"),
    [
        (
            "gates: [{metric: expected_cost, max: 1}]",
            "7:31: evaluation.gates[0].metric: needs evaluation.costs",
        ),
        (
            "intervals: {resamples: 0}, gates: [{metric: mcc, min: 0, confidence: 0.5}]",
            "7:83: evaluation.gates[0].confidence: needs intervals",
        ),
        ("intervals: {resamples: 99}", "7:37: evaluation.intervals.resamples: must be 0 or 100 to"),
        ("intervals: {resamples: 1000000}", "must be 0 or 100 to 100000"),
        ("intervals: {confidence: 1.0}", "7:38: evaluation.intervals.confidence: must be less"),
        ("fairness: {columns: [sex, outcome]}", "columns[1]: is the column of the true class"),
        ("fairness: {columns: [sex, sex]}", "columns[1]: this column is already on line 7"),
        ("fairness: {columns: []}", "evaluation.fairness.columns: must have at least 1 item"),
        ("fairness: {column: [a]}", "evaluation.fairness.column: unknown key; did you mean col"),
        ("costs: {a: {b: x}}", "7:29: evaluation.costs.a.b: must be a number"),
        ("costs: {a: {}}", "evaluation.costs.a: must have at least 1 item"),
        ("costs: {a: 1}", "evaluation.costs.a: must be a mapping"),
        ("positive: 1", "7:24: evaluation.positive: must be a string; put quotes around it"),
        ("predictions: {file: a.csv}", "7:14: evaluation.predictions: the bundled model makes"),
    ],
)
def test_what_does_not_fit(problems: Problems, good: str, evaluation: str, problem: str) -> None:
    found = problems(f"{table(good)}evaluation: {{{evaluation}}}")
    assert any(problem in line for line in found), found


@pytest.mark.parametrize(
    ("gate", "problem"),
    [
        ("metric: accuracy, min: 95", "min: is beyond the range of accuracy, which is from 0 to 1"),
        ("metric: accuracy, min: 95", "; did you mean 0.95?"),
        ("metric: accuracy, min: 195", "which is from 0 to 1"),
        ("metric: accuracy, min: -0.1", "min: is beyond the range of accuracy"),
        ("metric: roc_auc, class: a, max: 1.01", "max: is beyond the range of roc_auc"),
        ("metric: mcc, min: -2", "which is from -1 to 1"),
        ("metric: brier, max: 2.5", "which is from 0 to 2"),
        ("metric: log_loss, max: -1", "which is at least 0"),
        ("metric: accuracy_ratio, column: sex, min: 80", "; did you mean 0.8?"),
        ("metric: ece, max: 0.1, confidence: 0.9", "ece has no interval: leave confidence out"),
    ],
)
def test_a_bound_that_nothing_can_keep_is_a_mistake(
    problems: Problems, good: str, gate: str, problem: str
) -> None:
    head = "evaluation: {fairness: {columns: [sex]}, gates: [{"
    [found] = problems(table(good) + f"{head}{gate}}}]}}")
    key = "confidence" if "confidence" in gate else "max" if "max" in gate else "min"
    column = len(head) + gate.index(f"{key}: ") + len(key) + 3
    assert found.startswith(f"7:{column}: evaluation.gates[0].{key}: ")
    assert problem in found
    assert ("did you mean" in found) is ("did you mean" in problem or ": 95" in gate)


def test_a_bound_may_be_at_either_end(loaded: Load, good: str) -> None:
    gates = (
        "metric: accuracy, min: 1",
        "metric: mcc, min: -1",
        "metric: brier, max: 2",
        "metric: log_loss, max: 70",
        "metric: expected_cost, min: -3, max: 95",
        "metric: ece, not_worse_than: current, by: 0",
    )
    asked = ", ".join(f"{{{gate}}}" for gate in gates)
    [manifest] = loaded(table(good) + f"evaluation: {{costs: {{a: {{b: 1}}}}, gates: [{asked}]}}")
    assert len(manifest.criteria.gates) == len(gates)


def test_a_bound_from_the_environment_is_not_shown(problems: Problems, good: str) -> None:
    asked = 'evaluation: {gates: [{metric: accuracy, min: "${LEAST}"}]}'
    [found] = problems(table(good) + asked, {"LEAST": "95"})
    assert "95" not in found.partition("gates[0]")[2]


@pytest.mark.parametrize(
    ("data", "evaluation", "problem"),
    [
        ("iris", "positive: setsa", "7:24: evaluation.positive: iris has no class of this name; d"),
        ("iris", "positive: setsa", "; did you mean setosa?"),
        ("digits", 'positive: "x"', "; there are 0, 1, 2, 3, 4, 5, 6, 7, 8, 9"),
        ("wine", "costs: {class_3: {class_1: 1}}", "7:22: evaluation.costs.class_3: wine has no"),
        ("wine", "costs: {class_1: {clas_0: 1}}", "7:32: evaluation.costs.class_1.clas_0: wine"),
        (
            "breast-cancer",
            "gates: [{metric: recall, class: malign, min: 0.9}]",
            "7:46: evaluation.gates[0].class: breast-cancer has no class of this name; did you",
        ),
    ],
)
def test_a_class_that_the_data_set_has_not(
    problems: Problems, good: str, data: str, evaluation: str, problem: str
) -> None:
    [found] = problems(
        good.replace("data: digits", f"data: {data}") + f"evaluation: {{{evaluation}}}"
    )
    assert problem in found


def test_the_classes_are_those_that_scikit_learn_has() -> None:
    from mcdeploy.bundled import builtin

    assert {name: builtin.load(name).classes for name in CLASSES} == CLASSES
    assert set(CLASSES) == choices(Bundled, ("data",))


def test_a_data_set_has_no_columns_of_people(problems: Problems, good: str) -> None:
    assert problems(good + "evaluation: {fairness: {columns: [sex]}}") == [
        "7:34: evaluation.fairness.columns: this data set has features only, and no column of"
        " people"
    ]


@pytest.mark.parametrize(
    "asked", ["gates: [{metric: mcc, min: 0}]", "costs: {a: {b: 1}}", "fairness: {columns: [a]}"]
)
def test_nothing_is_asked_of_a_model_that_says_nothing(
    problems: Problems, good: str, asked: str
) -> None:
    [found] = problems(own(good) + f"evaluation: {{{asked}}}")
    assert found.startswith(f"7:14: evaluation.{asked.partition(':')[0]}: needs predictions")


def test_an_empty_list_of_gates_asks_for_nothing(loaded: Load, good: str) -> None:
    [manifest] = loaded(own(good) + "evaluation: {gates: []}")
    assert manifest.criteria == Criteria()


def test_the_label_of_the_predictions_is_no_group(problems: Problems, good: str) -> None:
    asked = "evaluation: {predictions: {file: a.csv, label: k}, fairness: {columns: [k]}}"
    [found] = problems(own(good) + asked)
    assert "evaluation.fairness.columns[0]: is the column of the true class" in found
