"""The MLmodel of an MLflow model, read strictly: there is one way to read it, and it is short.

Anchors, merges and tags can make much of little, and hide a key from one reader that another one
finds, so none of them may stand in it. Every scalar is a text.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import yaml

MOST = 2**20
"""Bytes of it."""

LOADERS = ("mlflow.sklearn", "mlflow.onnx")
"""Modules of MLflow that load a model's files and import nothing that the model names."""

_CODE = ("code", "code_path", "code_paths", "code_uri", "model_code_path", "model_code_paths")
_NOTHING = ("", "~", "null", "Null", "NULL")


def parsed(data: bytes) -> Mapping[str, Any]:
    """Its mapping. ValueError when it has none, or is written in a way that is not taken."""
    if len(data) > MOST:
        raise ValueError(f"it has more than {MOST / 2**20:g} MiB")
    text = data.decode()
    try:
        for event in yaml.parse(text, Loader=yaml.BaseLoader):
            _check(event)
        document = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  # texts and nothing else
    except (RecursionError, yaml.YAMLError) as error:
        raise ValueError(f"it cannot be read: {error}") from error
    if not isinstance(document, Mapping):
        raise ValueError("it is no mapping")  # noqa: TRY004  # of what is in the file
    return document


def _check(event: yaml.Event) -> None:
    merges = isinstance(event, yaml.ScalarEvent) and event.value == "<<"
    if merges or getattr(event, "anchor", None) or getattr(event, "tag", None):
        raise ValueError("it cannot be read: it has anchors, merges or tags")


def imported(document: Mapping[str, Any]) -> Iterator[str]:
    """What MLflow would import with the model, beside its own loaders of files."""
    flavors = document.get("flavors")
    for where in (document, *(flavors.values() if isinstance(flavors, Mapping) else ())):
        if isinstance(where, Mapping):
            yield from _named(where)


def _named(where: Mapping[str, Any]) -> Iterator[str]:
    loader = where.get("loader_module", "")
    if loader not in _NOTHING and loader not in LOADERS:
        yield str(loader)
    yield from (str(where[key]) for key in _CODE if where.get(key, "") not in _NOTHING)
