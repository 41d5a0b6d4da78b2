"""The rows that a model is asked about, from a table."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy import tabular
from mcdeploy.domain import RowsFile
from mcdeploy.errors import ModelError


def read(file: RowsFile) -> NDArray[np.float64]:
    """Float64 of shape (n, p): every column that is not ignored, in the order of the table.

    Raises ModelError for a cell that is no finite number, and for a column that is not there.
    """
    table = tabular.source(file.path)
    for name in file.ignored:
        tabular.place(file.path, table.header, name)
    features = [name for name in table.header if name not in file.ignored]
    if not features:
        raise ModelError(str(file.path), "no column is left", remedy="ignore fewer columns")
    columns = table.columns((), features)
    strange = np.argwhere(~np.isfinite(columns.numbers))
    if len(strange):
        row, column = map(int, strange[0])
        where = columns.where(row, features[column])
        remedy = "leave out rows with values that are missing or infinite"
        raise ModelError(str(file.path), f"{where}: is no finite number", remedy=remedy)
    return columns.numbers
