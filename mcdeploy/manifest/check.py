"""A part of a document against its pydantic model; every mistake is noted where it was written."""

from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

from mcdeploy.manifest.known import choices, keys, meant
from mcdeploy.manifest.words import OF_THE_WHOLE, words

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from mcdeploy.manifest.plain import Text
    from mcdeploy.manifest.problem import Field

Model = TypeVar("Model", bound=BaseModel)


def checked(
    model: type[Model],
    data: object,
    text: "Text",
    at: "Field" = (),
    also: frozenset[str] = frozenset(),
) -> Model | None:
    """The data as the model has it, or None when there are mistakes.

    `at` is where the data stand in the document, `also` the keys that other models know there.
    """
    try:
        return model.model_validate(data, context={"folder": text.folder})
    except ValidationError as error:
        found = error.errors(include_url=False, include_input=False)
    for mistake in found:
        _note(mistake, model, text, at, also)
    return None


def _note(
    mistake: "ErrorDetails",
    model: type[BaseModel],
    text: "Text",
    at: "Field",
    also: frozenset[str],
) -> None:
    field = _written(mistake, text, at)
    inner = field[len(at) :]
    kind = mistake["type"]
    if kind in OF_THE_WHOLE and text.lost_in(field):
        return
    what = words(mistake, secret=text.secret(field))
    if kind == "extra_forbidden":
        names = keys(model, inner[:-1]) | (also if len(inner) == 1 else frozenset())
        what += meant(str(field[-1]), names)
    elif kind in ("literal_error", "enum", "choice") and len(names := choices(model, inner)) > 1:
        what += meant(text.spots[field].text, names)
    text.wrong(field, what, key=kind == "extra_forbidden")


def _written(mistake: "ErrorDetails", text: "Text", at: "Field") -> "Field":
    """The field of a mistake. pydantic also names the form of a value that has several, as
    `<form>`; that stands nowhere in the document."""
    field = at
    for step in mistake["loc"]:
        if (*field, step) in text.spots or not str(step).startswith("<"):
            field = (*field, step)
    return field
