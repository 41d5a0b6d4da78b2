"""A model, what it learned from, and what it said about rows that it had not seen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from mcdeploy.domain.bundles import Content
from mcdeploy.domain.packages import Answer, Form

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

MOST_CLASSES = 1_000
"""Of more, neither the numbers nor a page would tell a person anything."""


@dataclass(frozen=True, slots=True)
class CsvData:
    """A CSV file with a header row; `label` is the column that the model learns, and `groups` are
    the columns by which its fairness is judged, from which it does not learn."""

    path: Path
    label: str
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PredictionsFile:
    """A table of what a model said: a CSV or Parquet file with the column `label` of true classes,
    a column of probabilities for each class (or one column `score`, of the class `positive`), and
    the columns `groups` by which its fairness is judged. Columns that are `ignored` are neither."""

    path: Path
    label: str = "label"
    positive: str | None = None
    groups: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowsFile:
    """A table of rows that a model can be asked about: a CSV or Parquet file with a column for each
    feature, in the model's order. Columns that are `ignored` are no features."""

    path: Path
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Predictions:
    """What a model said about n held-out rows: `labels`, the true classes, has shape (n,), indices
    into the k `classes`; `probabilities` has shape (n, k) and is float64; each of the `groups`
    has shape (n,), text. `rows_sha256` names the rows: predictions of one name are about the same
    rows in the same order."""

    classes: tuple[str, ...]
    labels: "NDArray[np.int64]"
    probabilities: "NDArray[np.float64]"
    groups: Mapping[str, "NDArray[np.str_]"] = field(default_factory=dict)
    rows_sha256: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A model as the package takes it: `files` by path below `model/`; `lineage` is what it takes
    to make it again (digests, seed, versions); `story` is JSON-able: how it came to be, and why
    so; `predictions` are those on held-out rows, where there are any.

    `validation` are predictions on other rows, by a model that was not fitted to them: decisions
    are chosen there. `rivals` are other ways to such a model, on the rows of `predictions`.

    `form` is what the files are; `versions` are those of the libraries that wrote them. `answer`
    asks the model itself, and `rows`, float64 of shape (n, p), is what it is asked about when its
    packages are held against it: the rows of the evaluation, in their order, where it has them.
    """

    files: Mapping[str, Content]
    lineage: Mapping[str, str]
    story: Mapping[str, object] = field(default_factory=dict)
    predictions: Predictions | None = None
    validation: Predictions | None = None
    rivals: Mapping[str, Predictions] = field(default_factory=dict)
    form: Form = Form.OPAQUE
    versions: Mapping[str, str] = field(default_factory=dict)
    answer: Answer | None = None
    rows: "NDArray[np.float64] | None" = None
