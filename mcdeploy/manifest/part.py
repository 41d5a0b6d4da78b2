"""What every part of a document is made of."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError


def _no_truth_value(value: object) -> object:
    if isinstance(value, bool):
        raise PydanticCustomError("truth_value", "must be a number, not true or false")
    return value


Whole = Annotated[int, BeforeValidator(_no_truth_value)]
Real = Annotated[float, BeforeValidator(_no_truth_value)]
Share = Annotated[float, Field(gt=0, lt=1), BeforeValidator(_no_truth_value)]
Latitude = Annotated[float, Field(ge=-90, le=90), BeforeValidator(_no_truth_value)]
Longitude = Annotated[float, Field(ge=-180, le=180), BeforeValidator(_no_truth_value)]
Text = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """A mapping of a document; unknown keys are mistakes."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, defer_build=True)
