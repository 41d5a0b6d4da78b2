"""What an unquoted scalar means: the core schema of YAML 1.2, in decimal.

So `no`, `on` and `12:30` are the strings they look like, and Norway keeps its country code.
https://yaml.org/spec/1.2.2/#103-core-schema (read in 2025)
"""

import re

_WORDS: dict[str, bool | None] = {
    word: value
    for words, value in (
        (("", "~", "null", "Null", "NULL"), None),
        (("true", "True", "TRUE"), True),
        (("false", "False", "FALSE"), False),
    )
    for word in words
}
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")


def meaning(text: str) -> str | int | float | bool | None:
    """The value; a number that is not finite becomes an infinite or undefined float."""
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    return float(text.replace(".", "")) if _NOT_FINITE.fullmatch(text) else text
