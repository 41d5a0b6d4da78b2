"""The cells of a CSV file as numbers, classes and groups."""

import math

import numpy as np

from mcdeploy.bundled.columns import Columns, find
from mcdeploy.bundled.dataset import Dataset
from mcdeploy.domain import MOST_CLASSES, CsvData
from mcdeploy.errors import ModelError
from mcdeploy.tabular import Table, in_order, read

MISSING = frozenset({"na", "n/a", "nan", "null", "none", "?"})
LARGEST = 1e100
"""Beyond this the square of a number, which scaling needs, comes near the end of float64."""


def load(source: CsvData) -> Dataset:
    """The rows of the file: one column is the class, some may be groups, all others are numbers.

    Features of text are refused: what they mean as numbers is the owner's to say. ModelError names
    file, line and column.
    """
    table = read(source.path)
    columns = find(table, source)
    _check_text(table, columns)
    names = [row[columns.label] for row in table.rows]
    classes = _classes(table, source.label, names)
    _check_missing(table, columns)
    index = {name: position for position, name in enumerate(classes)}
    cells = [
        [_number(table, row, column) for column in columns.features] for row in range(len(names))
    ]
    return Dataset(
        name=source.path.name,
        features=tuple(table.header[column] for column in columns.features),
        classes=classes,
        rows=np.array(cells, dtype=np.float64),
        labels=np.array([index[name] for name in names], dtype=np.int64),
        groups={
            name: np.array([row[column] for row in table.rows], dtype=np.str_)
            for name, column in columns.groups.items()
        },
    )


def _classes(table: Table, label: str, names: list[str]) -> tuple[str, ...]:
    """The different names, in order."""
    different = set(names)
    if len(different) > MOST_CLASSES:
        raise ModelError(
            str(table.path),
            f"column {label!r} holds {len(different):,} different classes in {len(names):,} rows; "
            f"a model is made for at most {MOST_CLASSES:,}",
            remedy="name the column of the classes as the label, or join classes into fewer",
        )
    return in_order(different)


def _check_text(table: Table, columns: Columns) -> None:
    """numpy's texts end before the NUL characters at their end: two names would become one."""
    for line, row in zip(table.lines, table.rows, strict=True):
        for column in (columns.label, *columns.groups.values()):
            if "\0" in row[column]:
                raise ModelError(
                    str(table.path),
                    f"line {line}, column {table.header[column]!r}: there is a NUL character",
                    remedy="write the name without it",
                )


def _check_missing(table: Table, columns: Columns) -> None:
    """A class or a group may be called "none"; there only an empty cell is missing."""
    features = set(columns.features)
    empty = [
        (line, table.header[column])
        for line, row in zip(table.lines, table.rows, strict=True)
        for column, cell in enumerate(row)
        if not cell or (column in features and cell.lower() in MISSING)
    ]
    if empty:
        line, name = empty[0]
        count = f" (the first of {len(empty)} such cells)" if len(empty) > 1 else ""
        raise ModelError(
            str(table.path),
            f"line {line}, column {name!r}: the value is missing{count}",
            remedy="fill the missing values in, or leave out the rows or columns that lack them",
        )


def _number(table: Table, row: int, column: int) -> float:
    cell = table.rows[row][column]
    where = f"line {table.lines[row]}, column {table.header[column]!r}"
    try:
        number = float(cell.replace("_", "x"))  # float() reads 1_000; people mean something else
    except ValueError as error:
        raise ModelError(
            str(table.path),
            f"{where}: {cell[:40]!r} is not a number",
            remedy="write numbers with a decimal point; turn text into numbers (for instance one "
            "column of 0 and 1 for each value), or leave the column out",
        ) from error
    if not math.isfinite(number) or abs(number) > LARGEST:
        what = f"{where}: {cell[:40]!r} is not a finite number below {LARGEST:g}"
        raise ModelError(str(table.path), what, remedy="correct the value or leave the row out")
    return number
