"""Plain tables: columns of one width each, two spaces apart, no lines."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from mcdeploy.cli.paint import Paint, Tone

INDENT = "  "
GAP = "  "


class Align(Enum):
    """How the cells of a column stand below each other; POINT: by their decimal points."""

    LEFT = auto()
    RIGHT = auto()
    POINT = auto()


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Cell:
    text: str
    tone: Tone = Tone.PLAIN


Row = Sequence[Cell | str]


@dataclass(frozen=True, slots=True)
class _Measure:
    """A column's width in characters, and how many of them stand before the decimal points."""

    align: Align
    width: int
    whole: int

    def fit(self, text: str) -> str:
        if self.align is Align.RIGHT:
            return text.rjust(self.width)
        if self.align is Align.POINT:
            text = " " * (self.whole - _before_point(text)) + text
        return text.ljust(self.width)


def table(columns: Sequence[Column], rows: Sequence[Row], paint: Paint) -> list[str]:
    """The lines of a table, its titles first. In a row that is shorter than the table the last
    cell runs on over the columns that are left."""
    cells = [[cell if isinstance(cell, Cell) else Cell(cell) for cell in row] for row in rows]
    measures = [
        _measure(column, _bounded(cells, at, len(columns))) for at, column in enumerate(columns)
    ]
    titles = [Cell(column.title, Tone.FAINT) for column in columns]
    return [_line(row, measures, paint) for row in [titles, *cells]]


def _bounded(cells: Sequence[Sequence[Cell]], at: int, count: int) -> list[str]:
    """The texts that must fit into a column, of so many: a short row's last cell may run on."""
    return [row[at].text for row in cells if at < len(row) - 1 or len(row) == count]


def _measure(column: Column, texts: Sequence[str]) -> _Measure:
    if column.align is not Align.POINT:
        return _Measure(column.align, max(map(len, (column.title, *texts))), 0)
    whole = max(map(_before_point, texts), default=0)
    shifted = [whole - _before_point(text) + len(text) for text in texts]
    return _Measure(column.align, max(len(column.title), *shifted, 0), whole)


def _before_point(text: str) -> int:
    return len(text.partition(".")[0])


def _line(row: Sequence[Cell], measures: Sequence[_Measure], paint: Paint) -> str:
    fitted = [measure.fit(cell.text) for measure, cell in zip(measures, row, strict=False)]
    if len(row) < len(measures):
        fitted[-1] = row[-1].text
    painted = [
        text.replace(cell.text, paint(cell.text, cell.tone), 1) if cell.text else text
        for text, cell in zip(fitted, row, strict=True)
    ]
    return INDENT + GAP.join(painted)
