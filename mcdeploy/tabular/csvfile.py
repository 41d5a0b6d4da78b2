"""A CSV file as text: delimiter, header and rows of one width."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from mcdeploy.errors import ModelError
from mcdeploy.tabular.encoding import null, opened
from mcdeploy.tabular.header import check_names

DELIMITERS = (",", ";", "\t")
QUOTED = re.compile(r'"[^"]*(?:"|$)')
"""What stands in quotes, of which the line may hold the beginning only."""


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
    header, rows = stream(path)
    numbered = [(line, tuple(cell.strip() for cell in row)) for line, row in rows]
    lines, cells = zip(*numbered, strict=True)
    return Table(path, header, lines, cells)


def stream(path: Path) -> tuple[tuple[str, ...], Iterator[tuple[int, list[str]]]]:
    """The header, and the rows as they are read, each with the number of its line and as many
    cells as the header; blanks around the cells stay. Errors as of `read`, those of the rows when
    they are taken; at the end of no rows too."""
    records = _records(path)
    line, cells = next(records, (0, []))
    if not cells:
        raise ModelError(str(path), "the file is empty", remedy="it needs a header row and rows")
    header = tuple(cell.strip() for cell in cells)
    _check_header(path, line, header)
    return header, _of_one_width(path, len(header), records)


def _records(path: Path) -> Iterator[tuple[int, list[str]]]:
    """All rows with their line numbers; lines with nothing on them are not rows."""
    with opened(path) as file:
        above: list[str] = []
        for line in file:
            above.append(line)
            if line.strip():
                break
        delimiter = _delimiter(above[-1] if above else "")
        reader = csv.reader(chain(above, file), delimiter=delimiter, strict=True)
        try:
            for row in reader:
                if len(row) > 1 or (row and row[0].strip()):
                    yield reader.line_num, row
        except csv.Error as error:
            what = f"line {reader.line_num}: {error}"
            raise ModelError(str(path), what, remedy="check the quotes on that line") from error


def _delimiter(heading: str) -> str:
    """The delimiter that the header has most of outside of quotes; the comma when it has as many
    of others."""
    return max(DELIMITERS, key=QUOTED.sub("", heading).strip("\r\n").count)


def _check_header(path: Path, line: int, header: tuple[str, ...]) -> None:
    text = "".join(header)
    if "\0" in text:
        raise null(path, f"line {line}: ", text)
    check_names(path, f"line {line}: ", header)


def _of_one_width(
    path: Path, width: int, records: Iterator[tuple[int, list[str]]]
) -> Iterator[tuple[int, list[str]]]:
    line = 0
    for line, row in records:
        if len(row) != width:
            raise ModelError(
                str(path),
                f"line {line} has {len(row)} cells, the header has {width}",
                remedy="give the row a cell for every column, or quote cells that hold the "
                "delimiter",
            )
        yield line, row
    if not line:
        raise ModelError(str(path), "there are no rows below the header", remedy="add the rows")
