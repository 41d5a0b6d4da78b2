"""The header by which a store asks to be left alone for a while."""

import math
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def seconds(value: str | None) -> float | None:
    """The wait that a `Retry-After` asks for, finite and at least 0; None where it says nothing
    that can be understood. It holds seconds or a date (RFC 9110, 10.2.3)."""
    text = (value or "").strip()
    wait = float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else _until(text)
    return wait if wait is not None and math.isfinite(wait) else None


def _until(date: str) -> float | None:
    try:
        moment = parsedate_to_datetime(date)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:  # "-0000" is UTC that does not say where its clock is
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
