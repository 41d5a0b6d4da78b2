"""Reports read back, and what changed from one to the other."""

import contextlib
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.domain import Criteria, Gate, Model
from mcdeploy.errors import IntegrityError, UsageError
from mcdeploy.evaluation import Evaluation
from mcdeploy.evaluation.report import document
from mcdeploy.evaluation.report.change import independent
from mcdeploy.evaluation.report.difference import difference
from mcdeploy.evaluation.report.reading import Reported, parse
from mcdeploy.evaluation.result import (
    Class,
    Comparison,
    Contrast,
    Estimate,
    Interval,
    Key,
)
from tests.evaluation.whole import MODEL, VERDICTS, WHOLE, evaluations

ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda one: st.lists(one) | st.dictionaries(st.text(), one),
    max_leaves=10,
)


def reported(evaluation: Evaluation = WHOLE, model: Model = MODEL) -> Reported:
    return parse(document.render(evaluation, VERDICTS, model, "demo"), "demo")


def measured(**values: tuple[float, float]) -> Reported:
    """A report of these metrics, each a value and its standard error."""
    estimates = {
        Key(name): Estimate(value, Interval(value - 2 * error, value + 2 * error, error))
        for name, (value, error) in values.items()
    }
    return replace(reported(), estimates=estimates)


@given(evaluations())
def test_what_was_written_is_read(evaluation: Evaluation) -> None:
    read = reported(evaluation)
    assert read.estimates == dict(evaluation.estimates)
    assert (read.classes, read.rows) == (evaluation.classes, evaluation.rows)
    assert read.columns == tuple(one.column for one in evaluation.fairness)
    assert read.passed == {one.gate: one.passed for one in VERDICTS}
    assert read.lineage == MODEL.lineage


def test_the_criteria_are_read_but_for_the_gates() -> None:
    assert reported().criteria == replace(WHOLE.criteria, gates=())
    assert reported().rows_sha256 == WHOLE.rows_sha256


def test_a_report_of_the_first_version_is_told_apart() -> None:
    with pytest.raises(UsageError, match="mcdeploy/report/v1, which holds no intervals") as caught:
        parse(b'{"schema": "mcdeploy/report/v1", "metrics": {"accuracy": 1}}', "release ab")
    assert "apply the manifest that made it once more" in caught.value.remedy


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b"{}", b"1", b'{"schema": "mcdeploy/report/v9"}', b"[" * 10**5]
)
def test_what_is_no_report_is_refused(data: bytes) -> None:
    with pytest.raises(IntegrityError, match="release ab: "):
        parse(data, "release ab")


@given(st.data())
def test_a_report_with_a_part_replaced_is_read_or_refused(data: st.DataObject) -> None:
    content = json.loads(document.render(WHOLE, VERDICTS, MODEL, "demo"))
    within, key = content, data.draw(st.sampled_from(sorted(set(content) - {"schema"})))
    if isinstance(content[key], dict) and content[key] and data.draw(st.booleans()):
        within, key = content[key], data.draw(st.sampled_from(sorted(content[key])))
    within[key] = data.draw(ANY)
    with contextlib.suppress(IntegrityError):
        assert isinstance(parse(json.dumps(content).encode(), "demo"), Reported)


def test_distances_of_the_ends_and_errors_add_up_by_their_squares() -> None:
    before = Estimate(0.5, Interval(0.38, 0.54, 0.03))
    after = Estimate(0.75, Interval(0.72, 0.8, 0.04))
    one = independent(before, after)
    assert one.value == 0.25
    assert one.interval is not None
    assert one.interval.error == pytest.approx(0.05)
    assert one.interval.low == pytest.approx(0.25 - 0.05)
    assert one.interval.high == pytest.approx(0.25 + 0.13)


def test_where_no_mistake_was_seen_the_interval_is_not_nothing() -> None:
    flawless = Estimate(1.0, Interval(0.9, 1.0, 0.0))
    one = independent(flawless, flawless)
    assert one.interval is not None
    assert (one.interval.low, one.interval.high) == pytest.approx((-0.1, 0.1))


def test_intervals_of_other_confidence_are_made_alike() -> None:
    before, after = measured(accuracy=(0.5, 0.1)), measured(accuracy=(0.5, 0.0))
    before = replace(before, criteria=Criteria(confidence=0.6826894921370859))
    (one,) = difference(before, after, "").changes
    assert one.difference.interval is not None
    assert one.difference.interval.high == pytest.approx(1.959963984540054 * 0.2)


@given(*[st.floats(-10, 10)] * 2, *[st.floats(0, 1)] * 4)
def test_the_order_only_turns_the_sign(
    a: float, b: float, below: float, above: float, left: float, right: float
) -> None:
    old = Estimate(a, Interval(a - below, a + above, below))
    new = Estimate(b, Interval(b - left, b + right, right))
    there, back = independent(old, new), independent(new, old)
    assert there.interval is not None
    assert back.interval is not None
    assert there.value == b - a == -(back.value or 0.0)
    assert there.interval.low == -back.interval.high
    assert there.interval.error == back.interval.error


def test_what_is_undefined_has_no_difference_and_says_why() -> None:
    known, unknown = Estimate(0.5, Interval(0.4, 0.6, 0.03)), Estimate(None, None, "no rows")
    assert independent(known, unknown) == Estimate(None, None, "after: no rows")
    assert independent(unknown, unknown).why == "before: no rows; after: no rows"
    bare = independent(known, Estimate(0.75))
    assert (bare.value, bare.interval) == (0.25, None)
    assert "no interval" in bare.why


def test_better_is_smaller_for_a_loss_and_open_where_the_interval_holds_zero() -> None:
    before = measured(accuracy=(0.5, 0.01), log_loss=(0.5, 0.01), ece=(0.1, 0.1))
    after = measured(accuracy=(0.9, 0.01), log_loss=(0.9, 0.01), ece=(0.2, 0.1))
    found = difference(before, after, "other rows")
    assert {one.metric.metric: one.better for one in found.changes} == {
        "accuracy": True,
        "log_loss": False,
        "ece": None,
    }
    assert not found.paired
    assert "independent samples (other rows)" in found.how


def test_a_comparison_on_the_same_rows_goes_before() -> None:
    before, after = measured(accuracy=(0.5, 0.3), mcc=(0, 1)), measured(accuracy=(0.75, 0.3))
    paired = Estimate(0.25, Interval(0.2, 0.3, 0.02))
    made = Comparison("after", "before", {Key("accuracy"): Contrast(0.75, 0.5, paired)})
    found = difference(before, after, made)
    accuracy, mcc = found.changes
    assert (accuracy.difference, accuracy.paired, accuracy.better) == (paired, True, True)
    assert (mcc.difference.value, mcc.paired) == (None, False)
    assert mcc.difference.why == "after: it was not measured"
    assert found.paired


def test_what_else_changed_is_told() -> None:
    gates = {Gate("accuracy", min=0.5): True, Gate("mcc", min=0.5): True}
    before = replace(reported(), passed=gates, lineage={"seed": "0", "data": "digits"})
    after = replace(
        before,
        rows=9,
        rows_sha256="",
        classes=(Class("ham", 9, 9), Class("spam", 0, 0)),
        passed={Gate("accuracy", min=0.5): False},
        lineage={"seed": "1", "data": "digits", "numpy": "2"},
        criteria=Criteria(confidence=0.9),
    )
    found = difference(before, after, "")
    assert (found.rows, found.same_rows, found.confidence) == ((4, 9), False, 0.9)
    assert found.added == ("spam",)
    assert set(found.removed) == {one.label for one in WHOLE.classes} - {"ham"}
    assert found.lineage == {"seed": ("0", "1"), "numpy": (None, "2")}
    assert found.passed == {
        Gate("accuracy", min=0.5): (True, False),
        Gate("mcc", min=0.5): (True, None),
    }


def test_nothing_changed_from_a_report_to_itself() -> None:
    found = difference(reported(), reported(), "")
    assert found.same_rows
    assert (found.added, found.removed, found.lineage, found.passed) == ((), (), {}, {})
    assert {one.difference.value for one in found.changes} == {0.0, None}
