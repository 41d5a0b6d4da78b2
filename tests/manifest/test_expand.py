"""References to the environment."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.manifest.expand import Unset, expanded


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("${A}", "one"),
        ("x-${A}-${B}", "x-one-${A}"),
        ("$${A}", "${A}"),
        ("$$${A}", "$${A}"),
        ("$A costs $5", "$A costs $5"),
        ("${EMPTY}", ""),
    ],
)
def test_expanded(text: str, value: str) -> None:
    assert expanded(text, {"A": "one", "B": "${A}", "EMPTY": ""}) == value


@pytest.mark.parametrize("text", ["${", "${}", "${1}", "${A-b}", "${A", "x${ A}"])
def test_what_begins_no_reference_is_a_mistake(text: str) -> None:
    with pytest.raises(Unset, match="begins no"):
        expanded(text, {"A": "one"})


def test_an_unset_variable_is_named() -> None:
    with pytest.raises(Unset, match="variable MISSING is not set"):
        expanded("a${MISSING}", {})


@given(st.text())
def test_every_text_can_be_written(text: str) -> None:
    assert expanded(text.replace("${", "$${"), {}) == text
