"""Short names stay as different as the names are."""

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.evaluation.report.names import distinct

LETTERS = st.text("ab… 12", min_size=10, max_size=60)


def test_names_that_differ_at_their_ends_keep_these() -> None:
    assert distinct(["golden retriever 16", "cat"], 14) == ["golden re…r 16", "cat"]


def test_names_that_differ_in_the_middle_show_where() -> None:
    names = [f"customer segment {kind} of the year 2020" for kind in ("north", "south")]
    first, second = distinct(names, 14)
    assert ("north"[:2] in first, "south"[:2] in second) == (True, True)
    assert first != second


def test_names_that_differ_in_several_places_are_numbered() -> None:
    names = ["a" * 30 + x + "b" * 30 + y + "c" * 30 for x in "pq" for y in "pq"]
    assert [short[:2] for short in distinct(names, 14)] == ["1 ", "2 ", "3 ", "4 "]


@given(st.lists(LETTERS | st.text(max_size=40), max_size=8))
def test_different_names_are_different_when_they_are_short(names: list[str]) -> None:
    short = distinct(names, 14)
    assert all(len(each) <= 14 for each in short)
    pairs = list(zip(names, short, strict=True))
    for name, form in pairs:
        assert all((name == other) == (form == again) for other, again in pairs)
