"""YAML to Manifest, with a line number for every mistake.

A text is composed to nodes that know their positions, these become plain data beside an index of
positions, pydantic checks the data, and what has passed becomes a Manifest.
"""

from mcdeploy.manifest.load import load
from mcdeploy.manifest.value import BundledModel, Manifest, OwnModel

__all__ = ["BundledModel", "Manifest", "OwnModel", "load", "schema"]


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12) of a document, the keys of every installed provider too."""
    from mcdeploy.manifest import json_schema  # needed by one command only

    return json_schema.schema()
