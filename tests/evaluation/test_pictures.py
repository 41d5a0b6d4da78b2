"""Scales, lines and words of the pictures."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.evaluation.report import wording
from mcdeploy.evaluation.report.markup import element, rounded
from mcdeploy.evaluation.report.pictures import bars, heat, histogram, whiskers
from mcdeploy.evaluation.report.pictures.bars import Bar
from mcdeploy.evaluation.report.pictures.chart import path
from mcdeploy.evaluation.report.pictures.reliability import interval
from mcdeploy.evaluation.report.pictures.scale import Scale, around
from mcdeploy.evaluation.report.pictures.whiskers import Whisker
from mcdeploy.evaluation.report.pictures.window import within
from mcdeploy.evaluation.result import Bin, Estimate, Interval, Key

VALUES = st.floats(-1e100, 1e100)


@given(st.lists(VALUES), st.booleans())
def test_a_scale_holds_every_value_and_its_ticks_are_few(
    values: list[float], upright: bool
) -> None:
    start, end = (300.0, 0.0) if upright else (0.0, 300.0)
    scale = around(values, start, end)
    hair = 1e-6 * (scale.high - scale.low)
    assert all(scale.low - hair <= value <= scale.high + hair for value in values)
    assert all(0.0 <= scale(value) <= 300.0 for value in values)
    ticks = scale.ticks()
    assert 2 <= len(ticks) <= 7
    assert all(low < high for low, high in pairwise(ticks))


@given(st.lists(st.floats(0.0, 1.0), min_size=2))
def test_what_is_greater_lies_farther_along(values: list[float]) -> None:
    scale = Scale(0.0, 1.0, 10.0, 200.0)
    places = [scale(value) for value in sorted(values)]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0.0, 1.0, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0.94, 0.99, (0.94, 0.95, 0.96, 0.97, 0.98, 0.99)),
        (-0.01, 0.01, (-0.01, -0.005, 0.0, 0.005, 0.01)),
    ],
)
def test_ticks_are_round(low: float, high: float, ticks: tuple[float, ...]) -> None:
    assert Scale(low, high, 0.0, 300.0).ticks() == ticks


UNIT = st.integers(0, 20).map(lambda i: i / 20)


@given(st.lists(st.tuples(UNIT, UNIT), min_size=2))
def test_a_line_loses_no_corner(points: list[tuple[float, float]]) -> None:
    """Every point that was left out lies between two that were kept, in their order."""
    scale = Scale(0.0, 1.0, 0.0, 100.0)
    drawn = path(points, scale, scale, "l1")
    found = re.findall(r"(\d+\.?\d*) (\d+\.?\d*)", drawn)
    kept = [(float(x), float(y)) for x, y in found]
    given_ = [(100 * x, 100 * y) for x, y in points]
    assert kept[0] == pytest.approx(given_[0])
    assert kept[-1] == pytest.approx(given_[-1])
    segments = list(pairwise(kept)) or [(kept[0], kept[0])]
    at = 0
    for point in given_:
        while not _between(*segments[at], point):
            at += 1
            assert at < len(segments)


def _between(a: tuple[float, float], b: tuple[float, float], p: tuple[float, float]) -> bool:
    straight = abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) < 1e-6
    within = all(min(a[i], b[i]) - 1e-6 <= p[i] <= max(a[i], b[i]) + 1e-6 for i in (0, 1))
    return straight and within


@given(st.lists(st.tuples(UNIT, UNIT), min_size=2))
def test_a_window_shows_what_of_a_line_is_in_it_and_nothing_else(
    points: list[tuple[float, float]],
) -> None:
    x, y = (0.22, 0.58), (0.33, 0.81)
    pieces = within(points, x, y)
    hair = 1e-9
    assert all(
        x[0] - hair <= a <= x[1] + hair and y[0] - hair <= b <= y[1] + hair
        for piece in pieces
        for a, b in piece
    )
    shown = {point for piece in pieces for point in piece}
    assert {(a, b) for a, b in points if x[0] < a < x[1] and y[0] < b < y[1]} <= shown


def test_a_line_is_cut_where_it_leaves_the_window() -> None:
    corner = [(0.0, 0.0), (0.0, 0.5), (0.25, 1.0), (1.0, 1.0)]
    assert within(corner, (0.0, 0.5), (0.5, 1.0)) == [[(0.0, 0.5), (0.25, 1.0), (0.5, 1.0)]]
    there_and_back = [(0.0, 0.75), (0.5, 0.75), (0.5, 0.25), (1.0, 0.25), (1.0, 0.75)]
    assert [len(piece) for piece in within(there_and_back, (0.0, 1.0), (0.5, 1.0))] == [3, 2]


def test_few_rows_of_a_bin_are_told_by_the_interval_of_wilson() -> None:
    """9 of 10, and 2 of 2: n / (n + z squared) is where the latter begins."""
    assert interval(Bin(0.8, 0.9, 10, 0.85, 0.9)) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert interval(Bin(0.8, 0.9, 2, 0.85, 1.0)) == pytest.approx((0.3424, 1.0), abs=1e-4)


@given(VALUES)
def test_coordinates_are_short_and_never_a_negative_zero(value: float) -> None:
    text = rounded(value)
    assert text != "-0"
    assert "nan" not in element("rect", x=value)


@given(st.lists(st.tuples(st.text(), VALUES, VALUES, VALUES), min_size=1, max_size=5))
def test_any_numbers_make_a_picture(found: list[tuple[str, float, float, float]]) -> None:
    rows = [(name, *_sorted(a, b, c)) for name, a, b, c in found]
    dots = [Whisker(name, middle, low, high) for name, low, middle, high in rows]
    shown = [Bar(name, middle, "x", low, high) for name, low, middle, high in rows]
    counts = [abs(middle) for _, _, middle, _ in rows]
    pictures = (
        whiskers.draw("a", "a", "a", dots, zero=True),
        bars.draw("b", "b", shown),
        histogram.draw("c", "c", "c", counts),
        heat.draw("d", "d", "d", ["x", "y"], [[1.0, rows[0][2]], [rows[0][2], 1.0]]),
    )
    for picture in pictures:
        assert not re.search(r'="[^"]*(nan|inf)', picture)
        assert not re.search(r'(width|height|r)="-', picture)


def _sorted(a: float, b: float, c: float) -> tuple[float, float, float]:
    low, middle, high = sorted((a, b, c))
    return low, middle, high


def test_numbers_have_as_many_decimals_as_their_interval_is_worth() -> None:
    wide = Estimate(0.96931, Interval(0.9502, 0.98349, 0.008))
    narrow = Estimate(0.96931, Interval(0.96912, 0.96951, 0.0001))
    assert wording.estimate(wide) == "0.969 (0.950 to 0.983)"
    assert wording.estimate(narrow) == "0.96931 (0.96912 to 0.96951)"
    assert wording.estimate(Estimate(1234.5678)) == "1,234.57"
    assert wording.estimate(Estimate(None, None, "no row")) == "undefined"


def test_signs_are_true_and_nothing_is_a_negative_zero() -> None:
    assert wording.signed(-0.0031) == "\N{MINUS SIGN}0.003"
    assert wording.signed(0.0031) == "+0.003"
    assert wording.signed(-0.0001) == "0.000"


@given(st.integers(1, 10**9), st.integers(0, 10**9))
def test_per_cent_are_nought_or_a_hundred_for_none_and_all_alone(whole: int, other: int) -> None:
    part = min(whole, other)
    text = wording.percent(part / whole)
    assert (text == "0") == (part == 0)
    assert (text == "100") == (part / whole == 1.0)


def test_names_say_of_what_they_are() -> None:
    assert wording.measured(Key("f1_macro")) == "F1, macro"
    assert wording.measured(Key("recall", "fraud")) == "Recall of “fraud”"
    assert wording.measured(Key("accuracy", None, "sex", "f")) == "Accuracy for sex: f"
    assert wording.shortened("golden retriever 16") == "golden re…r 16"
    assert len(wording.shortened("x" * 99, 20)) == 20
    assert wording.listed(["a", "b", "c"]) == "a, b and c"
    assert wording.listed([str(i) for i in range(10)], 3) == "0, 1, 2 and 7 more"
