"""The order of classes."""

from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.tabular import in_order


def test_whole_numbers_stand_by_value_and_names_by_name() -> None:
    assert in_order({"10", "9", "-1"}) == ("-1", "9", "10")
    assert in_order(["b", "10", "9", "a"]) == ("10", "9", "a", "b")
    assert in_order(["1", "01"]) == ("01", "1")


@given(st.permutations(["2", "10", "-3", "002", "-"]))
def test_the_order_in_which_they_come_does_not_matter(names: list[str]) -> None:
    assert in_order(names) == in_order(sorted(names))
