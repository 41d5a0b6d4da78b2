"""What a store may write into Retry-After, and what that means."""

import math
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdeploy.store.retry_after import seconds

PIECES = st.sampled_from(
    ["Wed", ",", " ", "21", "Oct", "2026", "9999", "07:28:00", "+2400", "-0000", "GMT", "9" * 30]
)


@pytest.mark.parametrize(
    ("value", "wait"),
    [
        ("7", 7.0),
        (" 7 ", 7.0),
        ("1.5", 1.5),
        ("0", 0.0),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
        ("Thu, 01 Jan 1970 00:00:00 -0000", 0.0),
        (None, None),
        ("", None),
        ("soon", None),
        ("-1", None),
        ("nan", None),
        ("inf", None),
        ("9" * 400, None),
        ("²", None),
    ],
)
def test_what_it_says(value: str | None, wait: float | None) -> None:
    assert seconds(value) == wait


@pytest.mark.parametrize("zone", ["GMT", "-0000", "+0000"])
def test_a_date_in_the_future_is_waited_for(zone: str) -> None:
    tomorrow = format_datetime(datetime.now(UTC) + timedelta(days=1)).removesuffix("+0000") + zone
    wait = seconds(tomorrow)
    assert wait is not None
    assert 80_000 < wait <= 86_400


@given(st.text() | st.lists(PIECES).map("".join) | st.datetimes().map(format_datetime))
def test_whatever_is_written_gives_nothing_or_a_wait(value: str) -> None:
    wait = seconds(value)
    assert wait is None or (math.isfinite(wait) and wait >= 0)
