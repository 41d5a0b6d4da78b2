"""pydantic's findings in our words."""

import re
from typing import TYPE_CHECKING

from mcdeploy.manifest import names, quantities

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

RULES = names.RULES | quantities.RULES

_NUMBER = "must be a number"
_WHOLE = "must be a whole number"
_MAPPING = "must be a mapping: lines of `key: value`"
_TRUTH = "must be true or false"
_LIST = "must be a list"

_WORDS = {
    "missing": "this key is missing",
    "extra_forbidden": "unknown key",
    "string_type": "must be a string; put quotes around it",
    "int_type": _WHOLE,
    "int_parsing": _WHOLE,
    "int_parsing_size": _WHOLE + " of reasonable size",
    "int_from_float": _WHOLE,
    "float_type": _NUMBER,
    "float_parsing": _NUMBER,
    "finite_number": "must be a finite number",
    "bool_type": _TRUTH,
    "bool_parsing": _TRUTH,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "dict_type": _MAPPING,
    "model_type": _MAPPING,
    "path_type": "must be a path",
    "string_unicode": "must be valid Unicode",
}
_OURS = {"choice", "truth_value", "misfit"}  # say nothing of the value
_FREE = {"value_error", "assertion_error"}  # say what a validator chose to say
OF_THE_WHOLE = {"misfit", "value_error", "assertion_error"}
"""Kinds that may follow from a part of the value, so that a lost part explains them."""

_SUBJECT = re.compile(r"^\w+ should")
_FROM_ENVIRONMENT = "is not accepted; it comes from the environment and is not shown"


def words(error: "ErrorDetails", *, secret: bool) -> str:
    """What is wrong, without the value: of a secret one only what pydantic itself states."""
    kind, context = error["type"], error.get("ctx", {})
    if kind in _WORDS:
        return _WORDS[kind]
    if kind == "string_pattern_mismatch" and context["pattern"] in RULES:
        return RULES[context["pattern"]]
    if kind in ("literal_error", "enum"):
        return f"must be {context['expected']}"
    if kind in _FREE:
        return _FROM_ENVIRONMENT if secret else str(context["error"])
    if secret and kind not in _OURS:
        return _FROM_ENVIRONMENT
    return _SUBJECT.sub("must", error["msg"])
