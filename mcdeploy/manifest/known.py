"""The names that a model knows at a field, and the nearest to one that it does not know."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from mcdeploy.catalog.nearest import nearest
from mcdeploy.manifest.problem import Field

if TYPE_CHECKING:
    from pydantic import BaseModel

Schema = dict[str, Any]
_BRANCHES = ("oneOf", "anyOf", "allOf")


def keys(model: "type[BaseModel]", at: Field) -> set[str]:
    """The keys of the mapping at this field, of all the forms that it may have."""
    return {name for schema in _at(model, at) for name in schema.get("properties", {})}


def choices(model: "type[BaseModel]", at: Field) -> set[str]:
    """The words that may stand at this field, where only some may."""
    found = [w for s in _at(model, at) for w in (*s.get("enum", ()), *_constant(s))]
    return {word for word in found if isinstance(word, str)}


def meant(text: str, names: set[str]) -> str:
    """`; did you mean NAME?`, or nothing when no name is near."""
    same = [name for name in names if name.lower() == text.lower()]
    near = same or nearest(text, names, 1)
    return f"; did you mean {near[0]}?" if near else ""


def _constant(schema: Schema) -> Iterator[object]:
    if "const" in schema:
        yield schema["const"]


def _at(model: "type[BaseModel]", at: Field) -> list[Schema]:
    root = model.model_json_schema()
    found = _forms(root, root)
    for step in at:
        found = [form for schema in found for form in _step(schema, step, root)]
    return found


def _step(schema: Schema, step: str | int, root: Schema) -> list[Schema]:
    inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    return _forms(inner, root) if isinstance(inner, dict) else []


def _forms(schema: Schema, root: Schema) -> list[Schema]:
    """The schema, or what it refers to and offers a choice of."""
    if "$ref" in schema:
        return _forms(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    offered = [form for branch in _BRANCHES for form in schema.get(branch, ())]
    return [schema, *(form for inner in offered for form in _forms(inner, root))]
