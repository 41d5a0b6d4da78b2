"""A CSV file as text: encoding, delimiter, header and rows of one width."""

import csv
import io
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from mcdeploy.errors import ModelError

DELIMITERS = (",", ";", "\t")


@dataclass(frozen=True, slots=True)
class Table:
    """Cells without the blanks around them; `lines` are the line numbers of the rows."""

    path: Path
    header: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


def read(path: Path) -> Table:
    """The table in a UTF-8 file with a header row, separated by commas, semicolons or tabs (the
    header tells which). ModelError names the line of the first thing that is wrong."""
    numbered = _records(path, _text(path))
    if not numbered:
        raise ModelError(str(path), "the file is empty", remedy="it needs a header row and rows")
    (line, header), rows = numbered[0], numbered[1:]
    _check_header(path, line, header)
    if not rows:
        raise ModelError(str(path), "there are no rows below the header", remedy="add the rows")
    for line, row in rows:
        _check_width(path, line, row, header)
    lines, cells = zip(*rows, strict=True)
    return Table(path, header, lines, cells)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or str(error)
        raise ModelError(str(path), reason, remedy="check the path and its rights") from error
    except UnicodeDecodeError as error:
        raise ModelError(
            str(path),
            f"byte {error.start} is not UTF-8 text",
            remedy="save the file in UTF-8 (for instance: iconv -f LATIN1 -t UTF-8)",
        ) from error


def _records(path: Path, text: str) -> list[tuple[int, tuple[str, ...]]]:
    """All rows with their line numbers; lines with nothing on them are not rows."""
    heading = next((line for line in io.StringIO(text, newline="") if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(heading), strict=True)
    try:
        cells = ((reader.line_num, tuple(cell.strip() for cell in row)) for row in reader)
        return [(line, row) for line, row in cells if row not in ((), ("",))]
    except csv.Error as error:
        raise ModelError(
            str(path), f"line {reader.line_num}: {error}", remedy="check the quotes on that line"
        ) from error


def _delimiter(heading: str) -> str:
    """The delimiter that gives the header most columns; the comma when they give as many."""
    line = heading.strip("\r\n")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([line], delimiter=mark), ())))


def _check_header(path: Path, line: int, header: tuple[str, ...]) -> None:
    for name, times in Counter(header).items():
        if not name:
            what = f"line {line}: column {header.index(name) + 1} has no name"
            raise ModelError(str(path), what, remedy="name every column in the header row")
        if times > 1:
            what = f"line {line}: {times} columns are called {name!r}"
            raise ModelError(str(path), what, remedy="give every column a name of its own")


def _check_width(path: Path, line: int, row: tuple[str, ...], header: tuple[str, ...]) -> None:
    if len(row) != len(header):
        raise ModelError(
            str(path),
            f"line {line} has {len(row)} cells, the header has {len(header)}",
            remedy="give the row a cell for every column, or quote cells that hold the delimiter",
        )
