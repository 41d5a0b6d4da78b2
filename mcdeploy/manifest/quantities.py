"""Numbers with a unit: times and rates."""

import re
from typing import Annotated

from pydantic import BeforeValidator, Field

_TIME = r"^\d{1,9}(\.\d{1,9})? ?(s|m|h)$"
_RATE = r"^\d{1,9}(\.\d{1,9})? ?(kB|MB|GB|KiB|MiB|GiB)/s$"

RULES = {
    _TIME: "must be a time: a number and s, m or h, such as 90s or 10m",
    _RATE: "must be a rate: a number and kB, MB, GB, KiB, MiB or GiB, each /s, such as 100MB/s",
}
"""Each pattern in words."""

_PARTS = re.compile(r"([\d.]+) ?(\w+)")
_SECONDS = {"s": 1, "m": 60, "h": 3_600}
_BYTES = {"kB": 10**3, "MB": 10**6, "GB": 10**9, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}


def _spelled(value: object) -> object:
    """A number without its unit is told what it lacks, and not that it is no string."""
    return str(value) if isinstance(value, int | float) else value


Time = Annotated[str, Field(pattern=_TIME), BeforeValidator(_spelled)]
Rate = Annotated[str, Field(pattern=_RATE), BeforeValidator(_spelled)]


def seconds(written: str) -> float:
    """Of a `Time`."""
    return _number(written, _SECONDS)


def bytes_per_second(written: str) -> float:
    """Of a `Rate`."""
    return _number(written, _BYTES)


def _number(written: str, units: dict[str, int]) -> float:
    parts = _PARTS.match(written)
    if parts is None:
        raise ValueError(f"{written!r} was checked and yet is no number with a unit")
    return float(parts[1]) * units[parts[2]]
