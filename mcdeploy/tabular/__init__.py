"""Tables that people bring, as text in cells: read with care, refused with line and column."""

from mcdeploy.tabular.csvfile import Table, read

__all__ = ["Table", "read"]
