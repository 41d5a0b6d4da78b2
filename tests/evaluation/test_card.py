"""The model card: the hub's own library reads it, and text from the data stays text."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
import yaml
from huggingface_hub import ModelCard
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from mcdeploy.domain import Criteria, Gate, Model, Predictions
from mcdeploy.evaluation import Evaluation, Verdict, report
from mcdeploy.evaluation.report import card, predictions
from mcdeploy.evaluation.report.card.markdown import plain
from mcdeploy.evaluation.result import Class
from tests.evaluation.whole import MODEL, TRAP, VERDICTS, WHOLE
from tests.golden_files import Golden

BUNDLED = Model({}, {"strategy": "softmax", "C": "0.1", "data": "digits", "scikit-learn": "1.9.0"})
READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
texts = st.text(min_size=1, max_size=30)


def rendered(
    evaluation: Evaluation = WHOLE, model: Model = MODEL, name: str = "demo", waiver: str = ""
) -> str:
    return card.render(evaluation, VERDICTS, model, name, waiver).decode()


def body(text: str) -> str:
    return text.split("\n---\n", 1)[1]


def read(markdown: str) -> list[tuple[str, str]]:
    """The blocks that hold text: what each is of, and the text as a reader sees it."""
    tokens = READER.parse(markdown)
    return [
        (opening.type, "".join(child.content for child in inline.children or ()))
        for opening, inline in itertools.pairwise(tokens)
        if inline.type == "inline"
    ]


def kinds(markdown: str) -> set[str]:
    """Of all tokens, those within lines too."""
    tokens = READER.parse(markdown)
    return {one.type for token in tokens for one in (token, *(token.children or ()))}


def test_the_card_is_as_it_was_published(golden: Golden) -> None:
    golden("card.md", rendered(waiver="a reason"))


def test_the_hub_reads_the_headline_and_writes_the_same_card() -> None:
    text = rendered()
    read_back = ModelCard(text)
    results = read_back.data["eval_results"]
    assert {one.metric_type: one.metric_value for one in results} == WHOLE.headline
    assert {one.task_type for one in results} == {"tabular-classification"}
    assert {one.dataset_name for one in results} == {"a <table>.csv"}
    assert read_back.data["model_name"] == "demo"
    assert str(read_back) == text


def test_a_library_is_named_only_where_it_is_known() -> None:
    assert ModelCard(rendered(model=BUNDLED)).data.get("library_name") == "mcdeploy"
    assert "logistic regression (softmax, C = 0.1)" in rendered(model=BUNDLED)
    assert ModelCard(rendered()).data.get("library_name") is None
    assert "license" not in rendered()


def test_it_says_what_is_not_known_and_what_is_weak() -> None:
    text = rendered(waiver="we must")
    assert "What it is meant for was not stated" in text
    assert "Undefined on these rows: F1, macro." in text
    assert "| F1, macro | undefined | none |" in text
    assert "- No value: F1, macro: F1 of class “never” is undefined: no row is of it." in text
    assert "- No interval: ROC AUC, macro: one value only in the resamples." in text
    assert "too small to judge by: “f” (sex) and “m” (sex)" in text
    assert "allowed to fail, for this reason: we must" in text
    assert "| failed | undefined: no row is of this class |" in text


def test_no_intervals_no_gates_no_columns_are_no_sections(evaluation: Evaluation) -> None:
    text = card.render(evaluation, (), Model({}, {}), "demo").decode()
    assert "There are no intervals" in text
    assert "## Gates" not in text
    assert "## Fairness" not in text


def test_the_command_that_makes_it_again_is_code() -> None:
    command = "mcdeploy evaluate <a>.yaml `x`"
    text = rendered(model=replace(MODEL, lineage={"command": command}))
    (code,) = [one for one in READER.parse(body(text)) if one.type == "code_block"]
    assert code.content.strip() == command
    assert "| command |" not in text


@given(st.lists(texts, min_size=1, max_size=3, unique=True), texts, texts, texts)
@example([TRAP, "\n---\n", "- a\n- b"], "# #", "---\nx: [", "\r\n---\r\n")
def test_text_from_elsewhere_stays_text(
    labels: list[str], name: str, source: str, reason: str
) -> None:
    evaluation = replace(
        WHOLE,
        classes=tuple(Class(label, 40, 40) for label in labels),
        estimates={key: one for key, one in WHOLE.estimates.items() if key.label is None},
    )
    model = replace(MODEL, lineage={"data": source, reason: name})
    text = rendered(evaluation, model, name, reason)
    found = ModelCard(text)
    assert found.data["model_name"] == plain(name)
    assert {one.dataset_name for one in found.data["eval_results"]} == {plain(source)}
    assert str(found) == text
    blocks = read(found.text)
    assert next(told for kind, told in blocks if kind == "heading_open") == (
        f"Model card of {plain(name)}"
    )
    cells = [told for kind, told in blocks if kind == "td_open"]
    assert {plain(one) for one in (*labels, source, reason)} <= set(cells)
    assert not kinds(found.text) & {"html_inline", "html_block", "link_open", "image", "em_open",
                                    "strong_open", "code_inline", "fence", "s_open"}  # fmt: skip


@given(texts)
def test_the_metadata_are_one_mapping(name: str) -> None:
    front = rendered(name=name).split("\n---\n", 1)[0].removeprefix("---\n")
    assert list(yaml.safe_load(front)) == ["tags", "pipeline_tag", "model-index"]


@pytest.mark.parametrize("gate", [Gate("accuracy", max=0.5), Gate("f1_macro", not_worse_than="current")])  # fmt: skip  # noqa: E501
def test_every_gate_is_told_in_words(gate: Gate) -> None:
    verdict = Verdict(gate, 0.5, passed=True, why="because")
    text = card.render(WHOLE, (verdict,), MODEL, "demo").decode()
    assert "| passed | because |" in text


def test_a_gate_with_nothing_to_be_held_against_did_not_pass() -> None:
    unheld = Verdict(Gate("f1_macro", not_worse_than="current"), None, True, "nothing is live yet")
    text = card.render(WHOLE, (unheld,), MODEL, "demo", "a reason").decode()
    assert "| not held here | nothing is live yet |" in text
    assert "allowed to fail, though none that was held here did, for this reason: a reason" in text


def test_the_rule_and_its_threshold_are_told_where_mistakes_cost(evaluation: Evaluation) -> None:
    text = rendered()
    assert "say “ham” from a probability of 0.375 on. In full, the threshold is 0.375." in text
    assert "| Recall of “ham” | 1.000 | 0.667 |" in text
    assert "the numbers of this card are of the most probable class" in text
    assert "## How to decide" not in card.render(evaluation, (), MODEL, "demo").decode()


def test_many_classes_are_cut_and_that_is_said() -> None:
    many = tuple(Class(f"c{at}", 40, 40) for at in range(60))
    text = rendered(replace(WHOLE, classes=many, criteria=Criteria(), decision=None))
    assert "| c49 |" in text
    assert "| c50 |" not in text
    assert "And 10 more" in text


@pytest.mark.parametrize(("most", "there"), [(8, True), (7, False)])
def test_predictions_travel_up_to_a_size_and_it_is_said_where_they_do_not(
    most: int, there: bool, evaluation: Evaluation, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = Predictions(("a", "b"), np.array([0, 1, 0, 1]), np.full((4, 2), 0.5))
    monkeypatch.setattr(predictions, "LARGEST", most)
    monkeypatch.setattr("mcdeploy.evaluation.report.card.prose.LARGEST", most)
    written = report.render(evaluation, (), Model({}, {}, predictions=said), "demo")
    assert ("predictions.csv" in written) is there
    assert (b"is in predictions.csv" in written["README.md"]) is there
    assert (b"is left out: above 7 probabilities" in written["README.md"]) is not there
