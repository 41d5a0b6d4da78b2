"""Predictions as a table in a file, which anybody's model can write."""

from mcdeploy.evaluation.table.reading import read
from mcdeploy.evaluation.table.writing import write

__all__ = ["read", "write"]
