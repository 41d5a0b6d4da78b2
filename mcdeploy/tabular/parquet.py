"""A Parquet file by columns, read batch by batch."""

from array import array
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from mcdeploy.errors import ModelError, UsageError
from mcdeploy.tabular.columns import APART, Codes, Columns, at, missing
from mcdeploy.tabular.header import check_names

ROWS = 1 << 16
"""Of a batch."""


@dataclass(frozen=True, slots=True)
class ParquetSource:
    """A Parquet file. Numbers and truth values in a column of text read as Python writes them, a
    float that is whole as the whole number."""

    path: Path
    header: tuple[str, ...]

    def columns(self, texts: Sequence[str], numbers: Sequence[str]) -> Columns:
        words = {name: Codes() for name in texts}
        cells, rows = array("d"), 0
        with _opened(self.path) as file:
            called = dict(zip(self.header, file.schema_arrow.names, strict=True))
            wanted = [called[name] for name in (*texts, *numbers)]
            for batch in file.iter_batches(ROWS, columns=wanted):
                for name, codes in words.items():
                    codes.extend(*_text(self.path, name, batch.column(called[name])))
                block = np.empty((len(batch), len(numbers)))
                for each, name in enumerate(numbers):
                    block[:, each] = _floats(self.path, name, batch.column(called[name]), rows)
                cells.frombytes(block.tobytes())
                rows += len(batch)
        if not rows:
            raise ModelError(str(self.path), "there are no rows", remedy="add the rows")
        return Columns(
            path=self.path,
            unit="row",
            places=np.arange(1, rows + 1),
            texts={name: codes.text() for name, codes in words.items()},
            numbers=np.frombuffer(cells, dtype=np.float64).reshape(rows, len(numbers)),
        )


def parquet_source(path: Path) -> ParquetSource:
    """The Parquet file with the names of its columns."""
    with _opened(path) as file:
        header = tuple(name.strip() for name in file.schema_arrow.names)
    check_names(path, "", header)
    return ParquetSource(path, header)


@contextmanager
def _opened(path: Path) -> Iterator[Any]:
    try:
        import pyarrow as arrow
        from pyarrow import parquet
    except ImportError as error:
        raise UsageError(
            str(path),
            "a Parquet file is read by pyarrow, which is not installed",
            remedy="pip install 'mcdeploy[parquet]'",
        ) from error
    try:
        with parquet.ParquetFile(path) as file:
            yield file
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        what = f"the Parquet file cannot be read: {error}"
        raise ModelError(str(path), what, remedy="write the file again") from error


def _text(path: Path, name: str, column: Any) -> tuple[list[str], NDArray[np.integer[Any]]]:
    """The different values of a column as text, and which each row has."""
    import pyarrow as arrow

    if arrow.types.is_nested(column.type):
        what = f"column {name!r} holds values of the type {column.type}, not names"
        raise ModelError(str(path), what, remedy="write one name for each row")
    if not arrow.types.is_dictionary(column.type):
        column = column.dictionary_encode("encode")
    values = [_name(value) for value in column.dictionary.to_pylist()]
    codes = column.indices.fill_null(len(values)) if column.null_count else column.indices
    return [*values, ""], codes.to_numpy()


def _name(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value.decode("utf-8", "backslashreplace") if isinstance(value, bytes) else str(value)


def _floats(path: Path, name: str, column: Any, start: int) -> NDArray[np.float64]:
    """The column as numbers; `start` is the row of the file with which the batch begins."""
    import pyarrow as arrow

    kind = column.type
    if not any(
        is_kind(kind)
        for is_kind in (arrow.types.is_integer, arrow.types.is_floating, arrow.types.is_decimal)
    ):
        what = f"column {name!r} holds values of the type {kind}, not numbers"
        raise ModelError(str(path), what, remedy=f"write numbers, or name the column with {APART}")
    if column.null_count:
        row = start + int(np.argmax(column.is_null().to_numpy(zero_copy_only=False))) + 1
        raise missing(path, at("row", row, name))
    floats: NDArray[np.float64] = column.cast(arrow.float64(), safe=False).to_numpy()
    return floats
