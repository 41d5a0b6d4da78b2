"""Whether the true classes and the groups of a table are names."""

import numpy as np

from mcdeploy.errors import ModelError
from mcdeploy.tabular import Columns, Text
from mcdeploy.tabular.columns import missing

LONGEST = 200
"""Characters in a name: NumPy keeps room for the longest in every row."""


def check(columns: Columns) -> None:
    """ModelError names the first row of a column in which a name is missing, or is none."""
    for column, text in columns.texts.items():
        for value in text.values:
            if not value:
                raise missing(columns.path, _where(columns, column, text, value))
            if "\0" in value or len(value) > LONGEST:
                where = _where(columns, column, text, value)
                what = f"{where}: {value[:40]!r}… ({len(value):,} characters) is not a name"
                remedy = f"give classes and groups names of at most {LONGEST} characters"
                raise ModelError(str(columns.path), what, remedy=remedy)


def _where(columns: Columns, column: str, text: Text, value: str) -> str:
    return columns.where(int(np.argmax(text.codes == text.values.index(value))), column)
