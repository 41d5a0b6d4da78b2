"""A CSV file by columns, read row by row."""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from mcdeploy.errors import ModelError
from mcdeploy.tabular.columns import Codes, Columns, at, missing, not_a_number
from mcdeploy.tabular.csvfile import stream


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A CSV file as `read` takes it."""

    path: Path
    header: tuple[str, ...]

    def columns(self, texts: Sequence[str], numbers: Sequence[str]) -> Columns:
        header, rows = stream(self.path)
        words = [(header.index(name), Codes()) for name in texts]
        places = [header.index(name) for name in numbers]
        lines, floats = array("q"), array("d")
        for line, row in rows:
            lines.append(line)
            for place, codes in words:
                codes.add(row[place])
            cells = [row[place] for place in places]
            try:
                floats.extend(_floats(cells))
            except ValueError as error:
                raise _wrong(self.path, line, numbers, cells) from error
        return Columns(
            path=self.path,
            unit="line",
            places=np.frombuffer(lines, dtype=np.int64),
            texts={name: codes.text() for name, (_, codes) in zip(texts, words, strict=True)},
            numbers=np.frombuffer(floats, dtype=np.float64).reshape(len(lines), len(numbers)),
        )


def csv_source(path: Path) -> CsvSource:
    """The CSV file with its header."""
    return CsvSource(path, stream(path)[0])


def _wrong(path: Path, line: int, names: Sequence[str], cells: Sequence[str]) -> ModelError:
    """The first of the cells that is not a number."""
    for name, cell in zip(names, cells, strict=True):
        if not cell.strip():
            return missing(path, at("line", line, name))
        if not _is_number(cell):
            break
    return not_a_number(path, at("line", line, name), cell.strip())


def _floats(cells: Sequence[str]) -> list[float]:
    """The cells as a person reads them: float() also takes 1_000, which means something else."""
    if "_" in "".join(cells):
        raise ValueError
    return [float(cell) for cell in cells]


def _is_number(cell: str) -> bool:
    try:
        _floats((cell,))
    except ValueError:
        return False
    return True
