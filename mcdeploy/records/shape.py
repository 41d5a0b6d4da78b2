"""What a bucket says, held against the shape that it must have. Nothing that was read is trusted.

Every function gives the value, or raises `Misshapen`.
"""

import json
import math
import re
from collections.abc import Mapping
from unicodedata import category

UNPRINTABLE = ("Cc", "Cs")
"""Unicode's control characters, which a terminal would obey, and lone surrogates."""


class Misshapen(ValueError):
    """It says what the value should have been."""


def document(data: bytes, schema: str) -> Mapping[str, object]:
    """The JSON object of this schema that these bytes are. Raises `ValueError` where they are no
    JSON."""
    try:
        found = mapping(json.loads(data.decode("utf-8")), "it")
    except RecursionError:
        raise Misshapen("it is nested too deep") from None
    if found.get("schema") != schema:
        named = found.get("schema")
        told = repr(named[:64]) if isinstance(named, str) else "missing"
        raise Misshapen(f"its schema is {told}, this version of mcdeploy reads {schema!r}")
    return found


def mapping(value: object, what: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise Misshapen(f"{what} is no object")
    for key in value:
        text(key, f"a key of {what}")
    return value


def sequence(value: object, what: str) -> list[object]:
    if not isinstance(value, list):
        raise Misshapen(f"{what} is no array")
    return value


def text(value: object, what: str) -> str:
    """Without control characters."""
    if not isinstance(value, str) or not plain(value):
        raise Misshapen(f"{what} is no plain text")
    return value


def plain(words: str) -> bool:
    """Whether a terminal can show it as it is, on one line."""
    return not any(category(one) in UNPRINTABLE for one in words)


def shown(words: str) -> str:
    """The same words, escaped where a terminal would not show them on one line as they are."""
    return words if plain(words) else repr(words)


def hexadecimal(value: object, digits: int, what: str) -> str:
    if not isinstance(value, str) or not re.fullmatch(f"[0-9a-f]{{{digits}}}", value):
        raise Misshapen(f"{what} is not {digits} lower-case hexadecimal digits")
    return value


def integer(value: object, least: int, below: int, what: str) -> int:
    if type(value) is not int or not least <= value < below:
        raise Misshapen(f"{what} is no integer from {least} to below {below}")
    return value


def number(value: object, what: str) -> float:
    if not (type(value) is int or (isinstance(value, float) and math.isfinite(value))):
        raise Misshapen(f"{what} is no number")
    return value
