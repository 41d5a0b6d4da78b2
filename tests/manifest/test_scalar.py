"""What an unquoted scalar means."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.manifest.scalar import meaning


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("7", 7),
        ("-07", -7),
        ("0.95", 0.95),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("-.inf", -math.inf),
        ("1e999", math.inf),
        ("no", "no"),
        ("on", "on"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("2026-11-01", "2026-11-01"),
        ("0x1f", "0x1f"),
        ("٣", "٣"),
        ("9" * 5000, math.inf),
    ],
)
def test_meaning(text: str, value: object) -> None:
    assert meaning(text) == value
    assert type(meaning(text)) is type(value)


def test_not_a_number() -> None:
    assert math.isnan(float(meaning(".nan") or 0))


@given(st.integers(-(10**299), 10**299))
def test_every_integer_means_itself(number: int) -> None:
    assert meaning(str(number)) == number


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_finite_number_means_itself(number: float) -> None:
    assert meaning(repr(number)) == number
