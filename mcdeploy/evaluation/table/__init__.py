"""Predictions as a table in a file, which anybody's model can write."""

from mcdeploy.evaluation.table.reading import read
from mcdeploy.evaluation.table.writing import names, write

__all__ = ["names", "read", "write"]
