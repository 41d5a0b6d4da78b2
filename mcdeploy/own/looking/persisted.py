"""skops files: a zip with a schema, which says by name what is made of the other members.

skops makes only what it trusts, or is told to trust. Here less is trusted: nothing but classes of
NumPy, SciPy, scikit-learn and a few of the language, and functions of the first three. Source:
skops 0.13, `skops.io`, protocol 2.
"""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mcdeploy.own.looking.forward import Forward

SCHEMA = "schema.json"
_MOST = 2**26
_LIBRARIES = frozenset(("numpy", "scipy", "sklearn"))
_LANGUAGE = frozenset(
    f"builtins.{name}"
    for name in (
        *("bool", "bytearray", "bytes", "complex", "dict", "float", "int", "list"),
        *("NoneType", "set", "slice", "str", "tuple"),
    )
) | {"collections.OrderedDict", "collections.defaultdict"}
_NEVER = frozenset(("MethodNode", "OperatorFuncNode"))
"""What reaches from a value to any of its attributes."""


def is_skops(path: Path) -> bool:
    """Whether a file is one, by its schema."""
    if not zipfile.is_zipfile(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive, archive.open(SCHEMA) as file:
            return "_skops_version" in json.loads(file.read(_MOST))
    except (KeyError, OSError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile):
        return False


def audited(stream: Forward) -> str:
    """What is wrong with the schema of a skops file; nothing for another schema. The stream stays
    where it is."""
    head = stream.peek(_MOST)
    if b"_skops_version" not in head:
        return ""
    try:
        strange = sorted({*_strange(json.loads(head))})
    except (ValueError, RecursionError):
        return "is a skops file whose schema cannot be read"
    return f"is a skops file that makes {', '.join(strange[:5])}" if strange else ""


def _strange(node: Any) -> Iterator[str]:
    if isinstance(node, list):
        for inner in node:
            yield from _strange(inner)
    elif isinstance(node, dict):
        yield from _made(node)
        for inner in node.values():
            yield from _strange(inner)


def _made(node: dict[str, Any]) -> Iterator[str]:
    """What the loader would look up by name for this node."""
    content = node.get("content")
    if isinstance(content, dict) and {"module_path", "function"} & {*content}:
        name = f"{content.get('module_path')}.{content.get('function')}"
        if name.partition(".")[0] not in _LIBRARIES:
            yield name
    elif "__class__" in node:
        name = f"{node.get('__module__')}.{node['__class__']}"
        known = name in _LANGUAGE or name.partition(".")[0] in _LIBRARIES
        if not known and node.get("__loader__") != "FunctionNode":
            yield name
    if node.get("__loader__") in _NEVER:
        yield f"something by {node['__loader__']}"
