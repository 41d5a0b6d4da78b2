"""The page: honest, self-contained, and made for everybody."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Gate, Model
from mcdeploy.evaluation.gates import Verdict
from mcdeploy.evaluation.report.agreed import agreed
from mcdeploy.evaluation.report.markup import element
from mcdeploy.evaluation.report.origin import reading
from mcdeploy.evaluation.report.pictures import curves as drawing
from mcdeploy.evaluation.result import Comparison, Contrast, Curve, Curves, Estimate, Interval, Key
from tests.evaluation import specimens
from tests.evaluation.parsed import Page, rendered
from tests.evaluation.specimens import HOSTILE, Specimen

KIB = 1024


def rates(page: Page) -> list[list[str]]:
    """Of accuracy, precision and recall of fraud: by the rule, and by the most probable class."""
    heads, cells = page.text["th"], page.text["td"]
    first = cells.index("0.948")
    assert heads.index("Accuracy", heads.index("By the rule"))
    return [cells[first + 2 * row : first + 2 * row + 2] for row in (0, 3, 4)]


EVERY: dict[str, Callable[[], Specimen]] = {
    "digits": specimens.digits,
    "fraud": specimens.fraud,
    "undefined": specimens.undefined,
    "wide": specimens.wide,
    "bare": specimens.bare,
}


@pytest.fixture(params=EVERY)
def source(request: pytest.FixtureRequest) -> bytes:
    """Each of the specimens as a page."""
    return rendered(EVERY[request.param]())


@pytest.fixture
def page(source: bytes) -> Page:
    return Page(source)


@pytest.fixture
def digits() -> Page:
    return Page(rendered(specimens.digits()))


@pytest.fixture
def fraud() -> Page:
    return Page(rendered(specimens.fraud()))


@pytest.fixture
def undefined() -> Page:
    return Page(rendered(specimens.undefined()))


@pytest.mark.parametrize("name", EVERY)
def test_the_same_arguments_give_the_same_bytes(name: str) -> None:
    assert rendered(EVERY[name]()) == rendered(EVERY[name]())


def test_the_elements_are_balanced(page: Page) -> None:
    assert page.open == []


def test_the_page_asks_for_nothing_from_elsewhere(page: Page, source: bytes) -> None:
    assert not {"link", "img", "iframe", "object", "script"} & {tag for tag, _ in page.tags}
    asking = {"src", "srcset", "action", "data", "xlink:href"}
    assert not any(asking & set(attributes) for _, attributes in page.tags)
    assert all(str(link["href"]).startswith("#") for link in page.all("a"))
    assert not re.search(rb"https?:|url\(|@import|//[a-z]", source)
    policies = [meta["content"] for meta in page.all("meta") if "http-equiv" in meta]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'"]


def test_links_lead_to_a_place_in_the_page(page: Page) -> None:
    ids = {attributes["id"] for _, attributes in page.tags if "id" in attributes}
    assert {str(link["href"])[1:] for link in page.all("a")} <= ids
    assert len(page.all("a")) > 4


def test_headings_go_down_one_step_at_a_time(page: Page) -> None:
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= level + 1 for level, below in pairwise(levels))


def test_tables_have_captions_and_headers_have_scopes(page: Page) -> None:
    assert len(page.all("caption")) == len(page.all("table")) > 1
    assert all(head["scope"] in ("col", "row") for head in page.all("th"))


def test_a_table_that_is_stacked_keeps_its_roles_and_its_heads(page: Page) -> None:
    stacked = [each for each in page.all("table") if each.get("class") == "stacked"]
    assert all(each["role"] == "table" for each in stacked)
    cells = [each for each in page.all("td") if "role" in each]
    assert bool(cells) == bool(stacked)
    assert all(each["role"] == "cell" and each["data-head"] for each in cells)
    heads = {each["role"] for each in page.all("th") if "role" in each}
    assert heads == ({"columnheader", "rowheader"} if stacked else set())


def test_what_scrolls_has_a_name_and_is_reached_by_keyboard(page: Page) -> None:
    frames = [each for each in page.all("div") if each.get("class") == "scroll"]
    assert len(frames) >= len(page.all("table"))
    assert all(frame["tabindex"] == "0" and frame["aria-label"] for frame in frames)


def test_pictures_have_names_and_descriptions(page: Page) -> None:
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch("[a-z0-9-]+", str(each)) for each in ids)
    assert page.all("svg")
    for picture in page.all("svg"):
        assert picture["role"] == "img"
        assert {picture["aria-labelledby"], picture["aria-describedby"]} <= set(ids)


def test_every_section_says_what_is_to_be_seen(page: Page) -> None:
    sections = len(page.all("section"))
    leads = [each for each in page.all("p") if each.get("class") == "lead"]
    assert len(leads) == sections > 2


def test_digits_are_not_too_heavy() -> None:
    assert len(rendered(specimens.digits())) < 400 * KIB


def test_a_thousand_classes_still_load() -> None:
    source = rendered(specimens.wide(1000))
    assert len(source) < 400 * KIB
    assert Page(source).has("p", "And 800 more classes.")


def test_hostile_text_stays_text(undefined: Page) -> None:
    assert not undefined.all("script")
    assert b"<script" not in rendered(specimens.undefined())
    assert not any(name.startswith("on") for _, attributes in undefined.tags for name in attributes)
    assert HOSTILE in undefined.text["th"]
    assert f"letters {HOSTILE}" in undefined.text["h1"]
    assert any(HOSTILE in title for title in undefined.text["title"])
    assert HOSTILE in undefined.text["q"]


def test_the_summary_comes_first_and_says_what_happened(undefined: Page) -> None:
    one = specimens.undefined()
    page = Page(rendered(replace(one, waiver="")))
    lead = " ".join(page.text["p"][:3])
    assert "Held back: 1 of 1 gate failed" in lead
    assert "named the class of 4 out of 7 rows of the file (57.1 %)" in lead
    trained = Page(rendered(specimens.digits()))
    assert trained.has("p", "named the class of 354 out of 360 rows that it had not seen (98.3 %)")
    assert undefined.has("p", "Released in spite of its gates: 1 of 1 gate failed")


def test_numbers_come_with_their_intervals(digits: Page) -> None:
    assert digits.has("span", "(0.959 to 0.980)")
    assert digits.has("strong", "0.954 (0.941 to 0.962)")
    assert digits.has("p", "±1.1 percentage points")
    assert digits.has("td", "0.959 to 0.980")


def test_metrics_without_a_value_are_explained(undefined: Page) -> None:
    assert "undefined" in undefined.text["span"]
    assert undefined.has("li", "no row was said to be of this class")
    assert not any(re.search(r"\b(None|nan)\b", words) for words in undefined.text["td"])


def test_gates_give_the_value_the_interval_and_the_limit(digits: Page) -> None:
    for words in (
        "at least 0.9, with 0.95 confidence",
        "not worse than current by more than 0.005",
    ):
        assert digits.has("td", words)
    assert digits.has("td", "0.920")
    assert digits.text["span"].count("✗ failed") == 1
    assert digits.text["span"].count("✓ passed") == 1
    assert digits.text["span"].count("○ not held here") == 1


def test_a_gate_with_nothing_to_be_held_against_is_not_counted_as_kept(digits: Page) -> None:
    assert digits.has("p", "1 of 3 was kept. 1 had nothing to be held against here.")
    kept = tuple(each for each in specimens.digits().verdicts if each.passed)
    page = Page(rendered(replace(specimens.digits(), verdicts=kept)))
    assert "Passed 1 of 2 gates, 1 not held here" in page.text["p"]


def test_the_metric_that_suits_the_problem_is_the_first_tile(digits: Page, fraud: Page) -> None:
    assert digits.text["dt"][:2] == ["F1, macro", "Accuracy"]
    assert len(digits.text["dt"]) > 5
    one = specimens.fraud()
    advice = replace(one.evaluation.advice, metric=Key("expected_cost"))
    page = Page(rendered(replace(one, evaluation=replace(one.evaluation, advice=advice))))
    assert page.text["dt"][0].strip() == "Expected cost"
    assert "by the rule" in page.text["span"]
    assert fraud.text["dt"][0].strip() == "F1, macro"


def test_the_reason_of_a_waiver_stands_at_the_top(fraud: Page) -> None:
    reason = specimens.fraud().waiver
    tags = [tag for tag, _ in fraud.tags]
    assert reason in fraud.text["q"]
    assert tags.index("q") < tags.index("dl")


def test_a_waiver_that_nothing_needed_is_told_as_such(fraud: Page) -> None:
    assert "Gates that failed were waived. " in fraud.text["strong"]
    one = specimens.fraud()
    kept = Verdict(Gate("accuracy", min=0.5), 0.97, passed=True, why="0.97")
    page = Page(rendered(replace(one, verdicts=(kept,))))
    assert "Gates were allowed to fail, and none that was held here did. " in page.text["strong"]
    assert one.waiver in page.text["q"]


def test_the_matrix_is_shown_in_rows_and_in_shares(digits: Page) -> None:
    names = [each["aria-labelledby"] for each in digits.all("svg")]
    assert {"confusion-title", "confusion-shares-title"} <= set(names)
    assert digits.has("title", "“8” taken for “1”: 3 of 36 rows")
    assert {"33", "92"} <= set(digits.text["text"])


def test_few_classes_have_a_line_each_and_many_the_weakest() -> None:
    few = Page(rendered(specimens.wide(4)))
    lines = {str(each.get("class")) for each in few.all("path")}
    assert {"line l1", "line l2", "line l3", "line l4"} <= lines
    assert "line faint" not in lines
    many = Page(rendered(specimens.digits()))
    faint = [each for each in many.all("path") if each.get("class") == "line faint"]
    assert len(faint) == 3 * (10 - 3)
    assert many.has("text", "macro average, ")


def test_very_good_curves_are_shown_close_up_and_others_are_not() -> None:
    names = {str(each["aria-labelledby"]) for each in Page(rendered(specimens.digits())).all("svg")}
    assert "precision-recall-close-title" in names
    assert "roc-close-title" not in names
    one = specimens.digits()
    perfect = tuple(replace(each, area=1.0) for each in one.evaluation.curves.precision_recall)
    assert drawing.close(drawing.RECALLED, drawing.Family(perfect, ())) == ""
    assert drawing.close(drawing.ROC, drawing.Family(one.evaluation.curves.roc, ())) == ""


def test_one_of_two_classes_has_a_roc_curve(fraud: Page) -> None:
    assert fraud.has("figcaption", "ROC curve of “fraud”; that of the other class is its mirror")
    assert sum("“fraud”, " in words for words in fraud.text["text"]) == 2


def test_where_classes_are_too_many_the_averages_stand_alone_and_say_so() -> None:
    one = specimens.wide()
    points: tuple[float, ...] = (0.0, 1.0)
    note = "the curves of 200 classes are too many to be drawn"
    alone = tuple(Curve(name, points, points, (), 0.5, note) for name in ("micro", "macro"))
    page = Page(
        rendered(replace(one, evaluation=replace(one.evaluation, curves=Curves(alone, alone[:1]))))
    )
    assert page.has("p", "The curves of 200 classes are too many to be drawn.")
    assert page.has("text", "micro average, 0.500")


def test_curves_without_a_point_are_left_out() -> None:
    one = specimens.undefined()
    empty = Curve("ham", (), (), (), None, "no row is of this class")
    found = one.evaluation.curves
    curves = Curves((empty, *found.roc[1:]), (empty, *found.precision_recall[1:]))
    page = Page(rendered(replace(one, evaluation=replace(one.evaluation, curves=curves))))
    assert "undefined" in page.text["span"]
    assert not page.has("text", "“ham”, ")


def test_costs_give_the_rule_and_what_it_saves(fraud: Page) -> None:
    assert fraud.has("p", "say “fraud” from a probability of 0.1732 on")
    assert fraud.has("p", "27.5 % less than naming the most probable class")
    assert fraud.has("text", "The threshold that was chosen, 0.1732")


def test_the_rule_comes_first_and_what_is_of_the_most_probable_class_says_so(fraud: Page) -> None:
    assert fraud.has(
        "p",
        "so the rule is to say “fraud” from a probability of 0.1732 on: that is right for 9,480",
    )
    assert fraud.has(
        "p", "To name the most probable class instead is right for 9,790 of them (97.9 %)"
    )
    assert fraud.text["span"].count("most probable class") == 2
    leads = [
        text for text in fraud.text["p"] if "it is the most probable one; what the rule" in text
    ]
    assert len(leads) == 4
    assert fraud.has("p", "within the groups of sex and age, naming the most probable class")


def test_what_the_rule_gives_stands_beside_what_the_most_probable_class_gives(fraud: Page) -> None:
    at = fraud.text["th"].index("By the rule")
    assert fraud.text["th"][at + 1] == "Most probable class"
    cells = dict(zip(("Accuracy", "Precision", "Recall"), rates(fraud), strict=True))
    assert cells == {
        "Accuracy": ["0.948", "0.979"],
        "Precision": ["0.429", "0.721"],
        "Recall": ["0.900", "0.775"],
    }


def test_without_costs_there_is_one_rule_and_nobody_speaks_of_it(digits: Page) -> None:
    assert "most probable class" not in digits.text["span"]
    assert not digits.has("p", "Costs and decision")
    one = specimens.fraud()
    assert one.evaluation.decision is not None
    plain = replace(one.evaluation.decision, rule="most probable", threshold=None)
    page = Page(rendered(replace(one, evaluation=replace(one.evaluation, decision=plain))))
    assert page.has("p", "The rule: name the most probable class.")
    assert "By the rule" not in page.text["th"]


def test_small_groups_are_flagged_in_words(fraud: Page) -> None:
    assert fraud.has("p", "“unknown” (19 rows) is too small to judge by")
    assert fraud.text["span"].count("small group") == 1
    assert fraud.has("th", "Equalized odds ratio")


def test_a_difference_is_better_or_worse_only_beyond_chance(digits: Page) -> None:
    assert {"better", "worse", "within chance"} <= set(digits.text["td"])
    assert digits.has(
        "p", "of 21 metrics, 6 are better and 4 worse by 95 % intervals, where chance alone"
    )


def test_so_many_differences_as_chance_makes_are_no_finding() -> None:
    one = specimens.digits()
    (made,) = one.evaluation.comparisons
    level = Contrast(0.97, 0.97, Estimate(0.0, Interval(-0.01, 0.01, 0.005)))
    few = dict.fromkeys(made.contrasts, level) | {
        Key(name): made.contrasts[Key(name)] for name in ("accuracy", "recall_macro")
    }
    page = Page(rendered(beside(one, few)))
    assert page.has("p", "of 21 metrics, 1 is better and 1 worse by 95 % intervals. Of so many")
    assert page.has("p", "about 1.1 would come out so by chance alone, so this does not tell the")


def test_two_models_that_are_one_take_one_sentence() -> None:
    one = specimens.fraud()
    same = {key: Contrast(0.5, 0.5, Estimate(0.0)) for key in one.evaluation.estimates}
    made = Comparison("softmax", "one-vs-rest", same)
    page = Page(rendered(replace(one, evaluation=replace(one.evaluation, comparisons=(made,)))))
    assert page.has(
        "p", "“softmax” and “one-vs-rest” are the same in every number on these rows: of"
    )
    assert "Every metric as a table" in page.text["summary"]
    assert not any(each["aria-labelledby"] == "difference-0-title" for each in page.all("svg"))


def test_a_number_that_stands_there_twice_is_drawn_once() -> None:
    one = specimens.digits()
    twice = {Key(name): Estimate(0.625) for name in ("accuracy", "f1_micro")}
    found = {**one.evaluation.estimates, **twice}
    again = replace(one.evaluation, estimates=found, comparisons=())
    page = Page(rendered(replace(one, evaluation=again)))
    assert page.has("figcaption", "The same number as Accuracy: F1, micro.")
    assert "F1, micro" in page.text["th"]
    assert "F1, micro" not in page.text["text"]


def test_one_thing_has_one_number_beside_its_picture_too() -> None:
    one = specimens.digits()
    hair = {
        Key("roc_auc", "3"): Estimate(0.5),
        Key("average_precision_macro"): Estimate(0.25),
        Key("ece"): Estimate(0.125),
        Key("brier", "3"): Estimate(0.75),
    }
    found = agreed(replace(one.evaluation, estimates={**one.evaluation.estimates, **hair}))
    assert found.curves.roc[3].area == 0.5
    assert found.curves.precision_recall[-1].area == 0.25
    assert found.calibration[0].ece == 0.125
    assert found.calibration[0].brier == one.evaluation.calibration[0].brier
    assert found.calibration[4].brier == 0.75
    assert found.calibration[4].ece == one.evaluation.calibration[4].ece


def beside(one: Specimen, contrasts: Mapping[Key, Contrast]) -> Specimen:
    """With these differences to the other model."""
    made = replace(one.evaluation.comparisons[0], contrasts=contrasts)
    return replace(one, evaluation=replace(one.evaluation, comparisons=(made,)))


def test_the_least_certain_class_is_that_of_the_widest_interval(digits: Page) -> None:
    assert digits.has("p", "The least certain is that of “3”, from 0.923 to 0.991. Each class has")
    page = Page(rendered(specimens.bare()))
    assert not page.has("p", "least certain")
    assert page.has("p", "Each class has 10 rows.")


def test_a_temperature_that_made_it_worse_on_the_test_rows_says_so(digits: Page) -> None:
    assert digits.has("caption", "On the test rows")
    assert not digits.has("p", "got worse")
    one = specimens.digits()
    worse = {"before": {"log_loss": 0.1, "ece": 0.02}, "after": {"log_loss": 0.2, "ece": 0.01}}
    model = replace(one.model, story={"calibration": worse})
    page = Page(rendered(replace(one, model=model)))
    assert page.has("p", "On the test rows these got worse with it: Log loss.")


def test_intervals_are_said_to_be_for_this_mix_of_classes(digits: Page) -> None:
    assert digits.has("p", "its 95 % interval, for rows with this mix of classes, from 1,000")


def test_the_story_is_told_in_pictures(digits: Page) -> None:
    names = {str(each["aria-labelledby"]).removesuffix("-title") for each in digits.all("svg")}
    assert {"class-sizes", "correlations", "search", "importance", "feature-0"} <= names
    assert digits.has("p", "No row of the test stands in the training rows too.")
    assert digits.has("th", "Calibration error")


def test_the_command_that_makes_it_again_is_there(digits: Page) -> None:
    assert "mcdeploy evaluate manifests/reference.yaml" in digits.text["code"]
    bare = Page(rendered(specimens.bare()))
    assert not bare.all("code")
    assert bare.has("p", "The same data, with the same seed and libraries")


def test_no_mistake_is_told_as_such() -> None:
    page = Page(rendered(specimens.bare()))
    assert "There was no mistake." in page.text["p"]
    assert "No gates" in page.text["p"]
    assert page.has("p", "These numbers come without intervals")


def test_many_classes_make_no_picture_that_nobody_can_read() -> None:
    page = Page(rendered(specimens.wide()))
    names = {str(each["aria-labelledby"]) for each in page.all("svg")}
    assert "confusion-title" not in names
    assert page.has("figcaption", "F1 of the 30 weakest classes; the whole bar is 1.")
    assert page.has("p", "And 80 more pairs of classes.")


def test_a_gate_that_fails_without_a_value_says_undefined() -> None:
    gate = Gate("precision", min=0.5, label="a")
    verdict = Verdict(gate, None, passed=False, why="undefined: no row")
    page = Page(rendered(replace(specimens.bare(), verdicts=(verdict,))))
    assert "undefined" in page.text["td"]
    assert "✗ failed" in page.text["span"]


@given(st.text(), st.text())
def test_any_text_in_an_element_comes_back_as_it_was(text: str, value: str) -> None:
    page = Page(element("p", text, title=value).encode("utf-8", "replace"))
    clean = [words.encode("utf-8", "replace").decode() for words in (text, value)]
    assert "".join(page.text.get("p", [])) == clean[0]
    assert page.all("p")[0]["title"] == clean[1]


PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
TREES = st.recursive(
    PLAIN,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=12,
)
TOLD = (
    "data", "features", "correlations", "leakage", "split", "search", "choice", "importance",
    "calibration", "other",
)  # fmt: skip
INNER = (
    "classes", "label", "rows", "name", "histogram", "counts", "low", "pairs", "a", "b", "r",
    "matrix", "candidates", "mean", "spread", "permutation", "feature", "coefficients", "mean_abs",
    "by_class", "before", "after", "log_loss", "why", "left_out",
)  # fmt: skip
NEAR = st.recursive(
    PLAIN | st.sampled_from(["x", 1, 2.5]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(INNER), inner, max_size=4)
    ),
    max_leaves=16,
)


@pytest.mark.parametrize("value", [True, "1", None, [1], 10**400, 1e300, math.inf, math.nan])
def test_what_no_picture_can_show_is_no_number(value: object) -> None:
    assert reading.number(value) is None
    assert reading.numbers([1.0, value]) == []


@given(st.dictionaries(st.sampled_from(TOLD), NEAR | TREES))
def test_a_story_of_any_form_makes_a_page(story: dict[str, object]) -> None:
    page = Page(rendered(replace(specimens.bare(), model=Model({}, {}, story))))
    assert page.open == []
    assert len(page.all("caption")) == len(page.all("table"))
