"""The bytes of a skops file, without what differs from one run to the next.

skops numbers objects by where they are in memory, names its arrays by these numbers, and notes the
time. What a number is does not matter to it, only which are equal. Source of the form: skops.io,
protocol 2, in skops 0.16: `schema.json`, a tree of nodes with `__id__`, and one `.npy` for each
array.
"""

import io
import json
from collections.abc import Iterator
from typing import Any
from zipfile import ZipFile, ZipInfo

SCHEMA = "schema.json"
PLAIN = ("JsonNode", "TypeNode")
"""Nodes of values such as text: whether two equal ones are one object is chance."""


def canonical(data: bytes) -> bytes:
    """The same file with numbers that count up in the order of the tree, fixed times and no
    compression. skops loads the same object from it."""
    with ZipFile(io.BytesIO(data)) as archive:
        schema = json.loads(archive.read(SCHEMA))
        names = _renumber(schema)
        members = {names[name]: archive.read(name) for name in names}
    members[SCHEMA] = json.dumps(schema, sort_keys=False, separators=(",", ":")).encode()
    return _zipped(members)


def _renumber(schema: dict[str, Any]) -> dict[str, str]:
    """Number the nodes in place; says what each member is called from now on."""
    numbers: dict[object, int] = {}
    names: dict[str, str] = {}
    for node in _nodes(schema):
        node["__id__"] = numbers.setdefault(_identity(node), len(numbers) + 1)
        if "file" in node:
            ending = node["file"].rpartition(".")[2]
            node["file"] = names.setdefault(node["file"], f"{node['__id__']}.{ending}")
    return names


def _identity(node: dict[str, Any]) -> object:
    if node["__loader__"] in PLAIN:
        return (node["__module__"], node["__class__"], node.get("content"))
    return node["__id__"]


def _nodes(tree: object) -> Iterator[dict[str, Any]]:
    """Every node, a parent before its children."""
    if isinstance(tree, dict):
        if "__id__" in tree:
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for branch in tree:
            yield from _nodes(branch)


def _zipped(members: dict[str, bytes]) -> bytes:
    """Stored, in the order of names, at the earliest time that a zip file knows."""
    into = io.BytesIO()
    with ZipFile(into, "w") as archive:
        for name in sorted(members):
            info = ZipInfo(name)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, members[name])
    return into.getvalue()
