"""`evaluation` as it is written: what is measured, and what must be kept."""

from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from mcdeploy.manifest.gate import Bound
from mcdeploy.manifest.part import Part, Real, Share, Text, Whole
from mcdeploy.store.settings import FolderPath

FEWEST, MOST = 100, 100_000


def _resamples(count: int) -> int:
    if count != 0 and not FEWEST <= count <= MOST:
        raise PydanticCustomError(
            "choice", "must be 0 or 100 to 100000: an interval of fewer says nothing"
        )
    return count


Resamples = Annotated[
    Whole,
    AfterValidator(_resamples),
    Field(json_schema_extra={"anyOf": [{"const": 0}, {"minimum": FEWEST, "maximum": MOST}]}),
]


class Table(Part):
    """What a model of your own said of rows that it had not seen."""

    file: FolderPath = Field(
        description="CSV or Parquet, relative to the manifest's folder: the true class, and one "
        "column of probabilities for each class, named like it; or for two classes one column, "
        "score, for the positive class."
    )
    label: Text = Field("label", description="The column of the true class.")
    ignore: tuple[Text, ...] = Field((), description="Columns that are not looked at, such as ids.")


class Groups(Part):
    """Between whom the model must be fair."""

    columns: tuple[Text, ...] = Field(
        min_length=1,
        description="Columns of the table; the model does not learn from them, and the report "
        "compares their groups.",
    )


class Intervals(Part):
    """How sure the numbers are."""

    resamples: Resamples = Field(
        1000, description="Resamples of the bootstrap; with 0 there are no intervals."
    )
    confidence: Share = Field(0.95, description="The share of such intervals that hold the truth.")


Costs = dict[Text, Annotated[dict[Text, Real], Field(min_length=1)]]


class Evaluation(Part):
    """What the model must show on rows that it has not seen."""

    predictions: Table | None = Field(
        None, description="What a model of your own said; the bundled one is asked itself."
    )
    positive: Text | None = Field(
        None, description="The class that thresholds and fairness speak of; default: the last."
    )
    costs: Costs = Field(
        {},
        description="What a mistake costs: {true class: {class that was said: cost}}; 0 where "
        "nothing is given.",
    )
    fairness: Groups | None = Field(None, description="Between whom the model must be fair.")
    intervals: Intervals = Field(Intervals(), description="How sure the numbers are.")
    gates: tuple[Bound, ...] = Field((), description="Bounds; all of them must be kept.")
