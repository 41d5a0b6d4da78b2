"""skops files: a zip with a schema, which says by name what is made of the other members.

skops makes only what it trusts, or is told to trust. Here less is trusted: estimators of
scikit-learn, arrays of NumPy and the containers of the language, by their exact names, and nothing
that calls or imports anything else. Source: skops 0.16, `skops.io`, protocol 2.
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mcdeploy.own.looking.estimators import ESTIMATORS
from mcdeploy.own.looking.forward import Forward

SCHEMA = "schema.json"
MOST = 2**22
"""Bytes of a schema that is looked into: it grows with the number of estimators, not with
that of their coefficients."""

_MOST_KNOWN = 2**26
_MARKS = frozenset(("_skops_version", "__loader__"))
_LOADERS = frozenset(
    f"{name}Node"
    for name in (
        *("Cached", "Dict", "Json", "List", "NdArray", "Object"),
        *("RandomState", "Set", "Slice", "SparseMatrix", "Tuple", "Type"),
    )
)
_LANGUAGE = ("bool", "dict", "float", "int", "list", "NoneType", "set", "slice", "str", "tuple")
_NUMBERS = (
    *("bool", "bool_", "bytes_", "ndarray", "object_", "str_", "float16", "float32", "float64"),
    *("int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64"),
)
_KNOWN = ESTIMATORS | {
    *(f"builtins.{name}" for name in _LANGUAGE),
    *(f"numpy.{name}" for name in _NUMBERS),
    *("collections.OrderedDict", "numpy.random.mtrand.RandomState"),
    *(
        f"scipy.sparse._{form}.{form}_{kind}"
        for form in ("csr", "csc")
        for kind in ("matrix", "array")
    ),
}


def is_skops(path: Path) -> bool:
    """Whether a file is one, by its schema."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open(SCHEMA) as file:
            return "_skops_version" in json.loads(file.read(_MOST_KNOWN))
    except (KeyError, OSError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile):
        return False


def audited(stream: Forward) -> str:
    """What is wrong with the schema of a skops file; nothing for another schema. The stream stays
    where it is."""
    head = stream.peek(MOST + 1)
    if len(head) > MOST:
        return f"is a schema of more than {MOST / 2**20:g} MiB, where skops has its own"
    try:
        document = json.loads(head.decode(), object_pairs_hook=_unique)
    except (ValueError, RecursionError):
        return "is a schema that cannot be read, where skops has its own"
    if not isinstance(document, dict) or not _MARKS & document.keys():
        return ""
    strange = sorted({*_strange(document)})
    return f"is a skops file that makes {', '.join(strange[:5])}" if strange else ""


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys nobody can read in two ways."""
    document = dict(pairs)
    if len(document) < len(pairs):
        raise ValueError("a key stands twice")
    return document


def _strange(document: object) -> Iterator[str]:
    """What its loader would look up by name, or would do, that is not known."""
    left = [document]
    while left:
        node = left.pop()
        if isinstance(node, list):
            left += node
        elif isinstance(node, dict):
            left += node.values()
            yield from _made(node)


def _made(node: dict[str, Any]) -> Iterator[str]:
    if not {"__class__", "__loader__"} & node.keys():
        return
    loader, name = node.get("__loader__"), f"{node.get('__module__')}.{node.get('__class__')}"
    if not isinstance(loader, str) or loader not in _LOADERS:
        yield f"{name[:100]} by {str(loader)[:100]}"
    elif name not in _KNOWN:
        yield name[:100]
