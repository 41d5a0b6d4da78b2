"""NumPy's arrays: those of objects are pickles behind a header.

Source: NumPy Enhancement Proposal 1, and `numpy.lib.format` for its versions 2 and 3.
"""

import ast
import re
import warnings

_MARK = b"\x93NUMPY"
_WIDTHS = {1: 2, 2: 4, 3: 4}
"""Bytes of the header's length, by version."""

MOST = 10_000
"""Bytes of a header: NumPy itself reads no longer one without trust."""

_PLAIN = re.compile(r"[|<>=]?(\?|b1|[iufc][0-9]{1,2}|[SUV][0-9]{1,9}|[mM]8(\[\w{1,9}\])?)")


def strange_array(head: bytes) -> str:
    """What the array that begins so is, where that is more than numbers and text; else nothing."""
    if not head.startswith(_MARK):
        return ""
    try:
        plain = _is_plain(_header(head)["descr"])
    except (LookupError, MemoryError, RecursionError, SyntaxError, TypeError, ValueError):
        return "is a NumPy array whose header cannot be read"
    return "" if plain else "holds NumPy objects, which are pickled"


def _header(head: bytes) -> dict[str, object]:
    at = len(_MARK) + 2
    width = _WIDTHS[head[len(_MARK)]]
    size = int.from_bytes(head[at : at + width], "little")
    text = head[at + width : at + width + size]
    if len(text) < size or size > MOST:
        raise ValueError("the header is too long")
    with warnings.catch_warnings(action="ignore"):
        document = ast.literal_eval(text.decode())
    if not isinstance(document, dict):
        raise TypeError("the header is no mapping")
    return document


def _is_plain(kind: object) -> bool:
    """Whether a `descr` is of numbers and text, or of fields that are."""
    if isinstance(kind, str):
        return _PLAIN.fullmatch(kind) is not None
    if not isinstance(kind, list):
        return False
    return all(isinstance(one, tuple) and len(one) > 1 and _is_plain(one[1]) for one in kind)
