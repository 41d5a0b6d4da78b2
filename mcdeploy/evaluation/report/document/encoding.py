"""JSON that people can read too: what holds only plain values stands on one line."""

import json
from collections.abc import Mapping, Sequence

INDENT = "  "


def encode(value: object) -> bytes:
    """UTF-8, keys sorted; floats read back as the same float64. Equal values give equal bytes.

    Raises ValueError for a number that is not finite.
    """
    return f"{_laid_out(value, '')}\n".encode()


def _laid_out(value: object, indent: str) -> str:
    """The value as it stands after `indent`: rows of a matrix, points of a curve and one number
    with its interval take a line each, whatever holds such things one for each of them."""
    if _flat(value):
        return _line(value)
    below = indent + INDENT
    if isinstance(value, Mapping):
        pairs = sorted(value.items())
        lines = [f"{below}{_line(key)}: {_laid_out(each, below)}" for key, each in pairs]
        opening, closing = "{", "}"
    else:
        lines = [f"{below}{_laid_out(each, below)}" for each in _parts(value)]
        opening, closing = "[", "]"
    return "\n".join([opening, ",\n".join(lines), f"{indent}{closing}"])


def _flat(value: object) -> bool:
    return not any(isinstance(part, Mapping | list | tuple) for part in _parts(value))


def _parts(value: object) -> Sequence[object]:
    if isinstance(value, Mapping):
        return tuple(value.values())
    return value if isinstance(value, list | tuple) else ()


def _line(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, allow_nan=False)
