"""The cells of a CSV file as numbers and classes."""

import math
from difflib import get_close_matches

import numpy as np

from mcdeploy.bundled.dataset import Dataset
from mcdeploy.domain import CsvData
from mcdeploy.errors import ModelError
from mcdeploy.tabular import Table, read

MISSING = frozenset({"na", "n/a", "nan", "null", "none", "?"})
LARGEST = 1e100
"""Beyond this the square of a number, which scaling needs, comes near the end of float64."""


def load(source: CsvData) -> Dataset:
    """The rows of the file: one column is the class, all others are numbers.

    Columns of text are refused: what they mean as numbers is the owner's to say. ModelError names
    file, line and column.
    """
    table = read(source.path)
    target = _label_column(table, source.label)
    features = [column for column in range(len(table.header)) if column != target]
    if not features:
        raise ModelError(
            str(source.path), "there is no column but the label", remedy="add the features"
        )
    _check_missing(table, target)
    names = [row[target] for row in table.rows]
    classes = _in_order(set(names))
    index = {name: position for position, name in enumerate(classes)}
    cells = [[_number(table, row, column) for column in features] for row in range(len(names))]
    return Dataset(
        name=source.path.name,
        features=tuple(table.header[column] for column in features),
        classes=classes,
        rows=np.array(cells, dtype=np.float64),
        labels=np.array([index[name] for name in names], dtype=np.int64),
    )


def _label_column(table: Table, label: str) -> int:
    if label in table.header:
        return table.header.index(label)
    near = get_close_matches(label, table.header, n=1)
    columns = f"the columns are {', '.join(table.header[:20])}"
    raise ModelError(
        str(table.path),
        f"there is no column {label!r}",
        remedy=f"did you mean {near[0]!r}? {columns}" if near else columns,
    )


def _check_missing(table: Table, target: int) -> None:
    """A class may be called "none"; only an empty cell is a missing class."""
    empty = [
        (line, table.header[column])
        for line, row in zip(table.lines, table.rows, strict=True)
        for column, cell in enumerate(row)
        if not cell or (column != target and cell.lower() in MISSING)
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


def _in_order(names: set[str]) -> tuple[str, ...]:
    """By value when all classes are whole numbers, else by name."""
    if all(name.removeprefix("-").isdecimal() for name in names):
        return tuple(sorted(names, key=lambda name: (int(name), name)))
    return tuple(sorted(names))
