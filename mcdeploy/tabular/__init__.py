"""Tables that people bring, CSV or Parquet: read with care, refused with line and column."""

from mcdeploy.tabular.columns import Columns, Source, Text
from mcdeploy.tabular.csvfile import Table, read
from mcdeploy.tabular.header import place
from mcdeploy.tabular.order import in_order
from mcdeploy.tabular.source import source

__all__ = ["Columns", "Source", "Table", "Text", "in_order", "place", "read", "source"]
