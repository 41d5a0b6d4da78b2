"""Columns by whose groups a model is judged."""

import numpy as np
from numpy.typing import NDArray

from mcdeploy.errors import ModelError
from mcdeploy.tabular import Columns

LONGEST = 200
"""Characters in the name of a group: NumPy keeps room for the longest in every row."""


def names(columns: Columns, column: str) -> NDArray[np.str_]:
    """The group of each row. ModelError when a name is no name of a group."""
    text = columns.texts[column]
    for code, value in enumerate(text.values):
        if len(value) > LONGEST:
            where = columns.where(int(np.argmax(text.codes == code)), column)
            what = f"{where}: {value[:40]!r}… has {len(value):,} characters"
            remedy = f"give the groups names of at most {LONGEST} characters"
            raise ModelError(str(columns.path), what, remedy=remedy)
    return np.array(text.values, dtype=np.str_)[text.codes]
