"""The JSON Schema of a document, with the keys of every provider that is installed."""

from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, create_model
from pydantic.json_schema import GenerateJsonSchema

from mcdeploy.manifest.document import Common, Document
from mcdeploy.store import registry


def schema() -> dict[str, object]:
    """The JSON Schema (draft 2020-12); an entry of `targets` is told apart by its `provider`."""
    one: Any = reduce(or_, [_target(name) for name in registry.names()])
    listed: Any = tuple[Annotated[one, Field(discriminator="provider")], ...]
    written = Document.model_fields["targets"]
    whole = create_model(
        "Deployment",
        __base__=Document,
        __doc__=Document.__doc__,
        targets=(listed, Field(min_length=1, description=written.description)),
    )
    return {"$schema": GenerateJsonSchema.schema_dialect, **whole.model_json_schema()}


def _target(name: str) -> Any:
    """A model of a target with both the common keys and those of the provider."""
    settings = registry.provider(name).settings
    bases: tuple[type[BaseModel], ...] = (Common, settings)
    only: Any = Literal[name]
    described = Common.model_fields["provider"].description
    return create_model(
        f"{name.capitalize()}Target",
        __base__=bases,
        __doc__=settings.__doc__,
        provider=(only, Field(description=described)),
    )
