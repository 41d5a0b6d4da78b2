"""The report: every number for programs, one honest page for people."""

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import OVERALL_METRICS, Gate
from mcdeploy.evaluation import Evaluation, check
from mcdeploy.evaluation.report import render
from mcdeploy.evaluation.report.markup import VOID, element
from mcdeploy.evaluation.result import ClassMetrics

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


class Page(HTMLParser):
    """Checks the nesting while it reads, and keeps what the tests ask about."""

    def __init__(self, source: bytes) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: dict[str, list[str]] = {}
        self.feed(source.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.setdefault(self.open[-1] if self.open else "", []).append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def page(rendered: Mapping[str, bytes]) -> Page:
    return Page(rendered["report.html"])


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


def test_the_elements_are_balanced(page: Page) -> None:
    assert page.open == []


def test_hostile_text_stays_text(page: Page, rendered: Mapping[str, bytes], hostile: str) -> None:
    assert not page.all("script")
    assert b"<script" not in rendered["report.html"]
    assert not any(name.startswith("on") for _, attributes in page.tags for name in attributes)
    assert hostile in page.text["th"]
    assert f"letters {hostile}" in page.text["h1"]
    assert any(hostile in title for title in page.text["title"])


def test_the_page_asks_for_nothing_from_elsewhere(
    page: Page, rendered: Mapping[str, bytes]
) -> None:
    assert not {"link", "img", "iframe", "object", "script"} & {tag for tag, _ in page.tags}
    asking = {"src", "href", "srcset", "action", "data", "xlink:href"}
    assert not any(asking & set(attributes) for _, attributes in page.tags)
    assert not re.search(rb"https?:|url\(|@import|//[a-z]", rendered["report.html"])
    policies = [meta["content"] for meta in page.all("meta") if "http-equiv" in meta]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= level + 1 for level, below in pairwise(levels))


def test_tables_have_captions_and_headers_have_scopes(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) > 4
    assert all(head["scope"] in ("col", "row") for head in page.all("th"))


def test_pictures_have_names_and_descriptions(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    pictures = page.all("svg")
    assert len(pictures) == 2
    for picture in pictures:
        assert picture["role"] == "img"
        assert {picture["aria-labelledby"], picture["aria-describedby"]} <= set(ids)


def test_the_summary_comes_first_and_says_what_happened(page: Page) -> None:
    lead = " ".join(page.text["p"][:3])
    assert "Held back: 1 of 2 gates failed" in lead
    assert "named the class of 4 out of 6 rows that it had not seen (66.6 %)" in lead


def test_metrics_without_a_value_are_explained(page: Page) -> None:
    assert "no row was said to be of this class" in " ".join(page.text["li"])


@given(st.text(), st.text())
def test_any_text_in_an_element_comes_back_as_it_was(text: str, value: str) -> None:
    page = Page(element("p", text, title=value).encode("utf-8", "replace"))
    clean = [words.encode("utf-8", "replace").decode() for words in (text, value)]
    assert "".join(page.text.get("p", [])) == clean[0]
    assert page.all("p")[0]["title"] == clean[1]


def _wide(classes: int) -> Evaluation:
    every = tuple(
        ClassMetrics(f"c{i}", 1, 1, 1.0, 1.0, 1.0 - i / 1000, 1.0, {}) for i in range(classes)
    )
    confusion = tuple(tuple(int(i == j) for j in range(classes)) for i in range(classes))
    return Evaluation(classes, every, dict.fromkeys(OVERALL_METRICS, 1.0), {}, confusion)


def test_many_classes_make_no_picture_that_nobody_can_read() -> None:
    page = Page(render(_wide(200), (), {}, {}, "many")["report.html"])
    assert len(page.all("svg")) == 1
    assert "F1 of the 30 weakest classes; the whole bar is 1." in page.text["figcaption"]
    assert {"c199", "c170"} <= set(page.text["text"])
    assert "c169" not in page.text["text"]


def test_no_mistake_is_told_as_such() -> None:
    page = Page(render(_wide(3), (), {}, {}, "few")["report.html"])
    assert "There was no mistake." in page.text["p"]
    assert "No gates" in page.text["p"]
