"""A table by columns, those of text and those of numbers, in little memory."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from mcdeploy.errors import ModelError

APART = (
    "--group, if it holds groups, else --ignore (in a manifest: evaluation.fairness.columns,"
    " evaluation.predictions.ignore)"
)
"""How a column is named that holds no numbers."""


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A column of text: row i holds `values[codes[i]]`. The values differ from each other, are
    without blanks around them, and each is that of some row; a missing one is "". `codes` is
    int64 of shape (n,)."""

    values: tuple[str, ...]
    codes: NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Columns:
    """Of n rows, the columns that were asked for: `numbers` is float64 of shape (n, m), and may
    hold what is not finite. `places` says where a row is, counted in `unit` ("line" or "row")."""

    path: Path
    unit: str
    places: NDArray[np.int64]
    texts: Mapping[str, Text]
    numbers: NDArray[np.float64]

    def where(self, row: int, column: str) -> str:
        """The place of a cell as a person finds it in the file."""
        return at(self.unit, int(self.places[row]), column)


class Source(Protocol):
    """A file with a table whose header is known and sound: no name is missing or comes twice."""

    @property
    def path(self) -> Path: ...

    @property
    def header(self) -> tuple[str, ...]: ...

    def columns(self, texts: Sequence[str], numbers: Sequence[str]) -> Columns:
        """Those columns of all rows. ModelError names file, place and column of a cell that is
        not a number, or when there are no rows."""
        ...


class Codes:
    """A column of text as it grows."""

    __slots__ = ("_codes", "_index")

    def __init__(self) -> None:
        self._index: dict[str, int] = {}
        self._codes = array("q")

    def add(self, value: str) -> None:
        """One more row."""
        self._codes.append(self._index.setdefault(value, len(self._index)))

    def extend(self, values: Sequence[str], codes: NDArray[np.integer[Any]]) -> None:
        """Many rows, of which each holds `values[code]`."""
        used, places = np.unique(codes, return_inverse=True)
        index = self._index
        ours = [index.setdefault(values[code], len(index)) for code in used]
        self._codes.frombytes(np.array(ours, dtype=np.int64)[places].tobytes())

    def text(self) -> Text:
        """The column; blanks around values are taken off now, once for each different one."""
        stripped: dict[str, int] = {}
        ours = [stripped.setdefault(each.strip(), len(stripped)) for each in self._index]
        codes = np.array(ours, dtype=np.int64)[np.frombuffer(self._codes, dtype=np.int64)]
        return Text(tuple(stripped), codes)


def at(unit: str, place: int, column: str) -> str:
    """For instance: line 3, column 'x'."""
    return f"{unit} {place}, column {column!r}"


def missing(path: Path, where: str) -> ModelError:
    """There is nothing in a cell."""
    remedy = "fill the missing values in, or leave out the rows or columns that lack them"
    return ModelError(str(path), f"{where}: the value is missing", remedy=remedy)


def not_a_number(path: Path, where: str, cell: str) -> ModelError:
    """There is something else in a cell."""
    return ModelError(
        str(path),
        f"{where}: {cell[:40]!r} is not a number",
        remedy=f"write numbers with a decimal point, or name the column with {APART}",
    )
