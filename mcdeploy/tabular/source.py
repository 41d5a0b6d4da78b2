"""Which kind of table a file holds."""

from pathlib import Path

from mcdeploy.errors import ModelError
from mcdeploy.tabular.columns import Source
from mcdeploy.tabular.csvcolumns import csv_source
from mcdeploy.tabular.encoding import beginning
from mcdeploy.tabular.parquet import parquet_source

PARQUET = b"PAR1"
"""How a Parquet file begins (Apache Parquet, file format)."""


def source(path: Path) -> Source:
    """The table in a Parquet file, known by its first bytes, or else in a CSV file. ModelError
    names what is wrong with it; UsageError says what to install for Parquet."""
    if beginning(path) == PARQUET:
        return parquet_source(path)
    if path.suffix == ".parquet":
        raise ModelError(
            str(path), "this is not a Parquet file", remedy="write it again, or name a CSV file"
        )
    return csv_source(path)
