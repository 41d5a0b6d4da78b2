"""Canonical JSON: equal values give equal bytes on every machine."""

import json


def encode(value: object) -> bytes:
    """UTF-8, keys sorted, no spaces, no NaN; floats are written by their shortest repr."""
    text = json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )
    return text.encode()
