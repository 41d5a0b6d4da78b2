"""From a file to predictions."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.domain import Predictions, PredictionsFile
from mcdeploy.evaluation.table.classes import check_positive, indices, positive
from mcdeploy.evaluation.table.identity import rows_sha256
from mcdeploy.evaluation.table.layout import Layout, layout
from mcdeploy.evaluation.table.probabilities import check, of_classes, of_score
from mcdeploy.evaluation.table.texts import check as check_texts
from mcdeploy.tabular import Columns, Text, in_order, source


def read(file: PredictionsFile) -> Predictions:
    """The predictions in a CSV file (UTF-8; commas, semicolons or tabs) or a Parquet file.

    Every column but those of the true classes and of groups holds the probabilities of the class
    that it is named like; or there is one more, `score`, with those of the class `positive`, which
    need not be named where the classes are 0 and 1, false and true, or no and yes. Blanks around
    names do not count. The classes stand by value when all are whole numbers, else by name.
    `rows_sha256` is over the true classes.

    ModelError names file, line (of Parquet: row) and column; UsageError when Parquet cannot be
    read here.
    """
    table = source(file.path)
    shape = layout(file, table.header)
    columns = table.columns((shape.label, *shape.groups), shape.probabilities)
    check_texts(columns)
    said = columns.texts[shape.label]
    classes = in_order(said.values if shape.of_score else shape.probabilities)
    return Predictions(
        classes=classes,
        labels=indices(columns, shape.label, classes),
        probabilities=_probabilities(file, shape, columns, classes),
        groups={name: _names(columns.texts[name]) for name in shape.groups},
        rows_sha256=rows_sha256(said),
    )


def _probabilities(
    file: PredictionsFile, shape: Layout, columns: Columns, classes: tuple[str, ...]
) -> NDArray[np.float64]:
    if shape.of_score:
        return of_score(columns, classes.index(positive(file, classes)))
    check_positive(file, classes)
    came = set(columns.texts[shape.label].values)
    check(columns, shape.probabilities, [name for name in classes if name not in came])
    return of_classes(columns, shape.probabilities, classes)


def _names(text: Text) -> NDArray[np.str_]:
    return np.array(text.values, dtype=np.str_)[text.codes]
