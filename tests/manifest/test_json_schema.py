"""The JSON Schema, and that reference.yaml shows every key of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from mcdeploy.manifest import load, schema
from mcdeploy.store import registry

Schema = dict[str, Any]
MANIFESTS = Path(__file__).parents[2] / "manifests"
ENVIRON = {"STORE_KEY": "key", "STORE_SECRET": "secret"}


@pytest.fixture(scope="module")
def whole() -> Schema:
    return dict(schema())


def documents(name: str) -> list[Any]:
    return list(yaml.load_all((MANIFESTS / name).read_text(), yaml.BaseLoader))


def typed(name: str) -> list[Any]:
    return list(yaml.safe_load_all((MANIFESTS / name).read_text()))


def forms(schema: Schema, root: Schema) -> Iterator[Schema]:
    """The schema, what it refers to, and each form that it offers."""
    if "$ref" in schema:
        yield from forms(root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root)
    yield schema
    for offered in (*schema.get("oneOf", ()), *schema.get("anyOf", ())):
        yield from forms(offered, root)


def properties(schema: Schema, root: Schema, at: str = "") -> Iterator[tuple[str, Schema]]:
    """Every property path; in a list of several forms the form is named by its provider."""
    for form in forms(schema, root):
        inner = form.get("properties", {})
        here = f"{at}<{inner['provider']['const']}>" if "const" in inner.get("provider", {}) else at
        for key, value in inner.items():
            yield f"{here}.{key}", value
            yield from properties(value, root, f"{here}.{key}")
        if isinstance(form.get("items"), dict):
            yield from properties(form["items"], root, f"{at}[]")


def written(data: object, at: str = "") -> Iterator[str]:
    """The same paths, of what a document holds."""
    if isinstance(data, dict):
        here = f"{at}<{data['provider']}>" if "provider" in data else at
        for key, value in data.items():
            yield f"{here}.{key}"
            yield from written(value, f"{here}.{key}")
    elif isinstance(data, list):
        for item in data:
            yield from written(item, f"{at}[]")


def test_it_is_a_schema(whole: Schema) -> None:
    Draft202012Validator.check_schema(whole)
    assert whole["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_provider_is_in_it(whole: Schema) -> None:
    paths = {path for path, _ in properties(whole, whole)}
    assert {f".targets[]<{name}>.provider" for name in registry.names()} <= paths


def test_targets_are_told_apart_by_their_provider(whole: Schema) -> None:
    told_apart = whole["properties"]["targets"]["items"]["discriminator"]
    assert told_apart["propertyName"] == "provider"
    assert tuple(sorted(told_apart["mapping"])) == registry.names()


def test_every_key_is_described(whole: Schema) -> None:
    for path, value in properties(whole, whole):
        assert any(form.get("description") for form in forms(value, whole)), path


def test_the_reference_shows_every_key(whole: Schema) -> None:
    shown = {path for document in documents("reference.yaml") for path in written(document)}
    assert {path for path, _ in properties(whole, whole)} - shown == set()


@pytest.mark.parametrize("file", sorted(MANIFESTS.glob("*.yaml")), ids=lambda file: file.name)
def test_our_manifests_are_right(whole: Schema, file: Path) -> None:
    validator = Draft202012Validator(whole)
    for document in typed(file.name):
        validator.validate(document)
    assert len(load(file, ENVIRON)) == len(typed(file.name))


def test_our_manifests_are_right_together() -> None:
    assert {"digits", "weights", "flowers"} < {m.name for m in load(MANIFESTS, ENVIRON)}


@pytest.mark.parametrize("key", ["kind", "targets", "model"])
def test_the_schema_refuses_what_load_refuses(whole: Schema, key: str) -> None:
    [document] = typed("quickstart.yaml")
    validator = Draft202012Validator(whole)
    assert validator.is_valid(document)
    assert not validator.is_valid({k: v for k, v in document.items() if k != key})
    assert not validator.is_valid({**document, "unknown": 1})
    document["targets"][0]["account"] = "a key of another provider"
    assert not validator.is_valid(document)
